# A throwaway PostgreSQL cluster: makes it, serves it, and removes it when the tests end.
#
# $1: directory of the PostgreSQL programs; $2: an empty directory that this user owns.
# Prints "ready" when the server answers, or else why it does not. Standard input is a pipe
# that the tests hold open and never write to: it closes when they end, however they end,
# `kill -9` included.

programs=$1
home=$2

fail() {
    cat "$home/log"
    rm -rf "$home"
    exit 1
}

# The order of texts must never be left to the database: it is neither SQLite's nor C here.
"$programs/initdb" --pgdata="$home/data" --username=postgres --auth=trust --no-sync \
    --no-instructions --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu \
    --icu-locale=en-US >"$home/log" 2>&1 || fail

# Nothing here outlives the tests, so nothing waits for the disk. No port: a socket only.
"$programs/postgres" -D "$home/data" -k "$home" -c listen_addresses= -c fsync=off \
    -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal \
    -c max_wal_senders=0 -c max_connections=300 -c autovacuum=off \
    -c log_min_messages=warning >>"$home/log" 2>&1 &
server=$!

until "$programs/pg_isready" --quiet --host="$home"; do
    kill -0 "$server" 2>/dev/null || fail
    sleep 0.05
done
echo ready

cat >/dev/null
kill -QUIT "$server"
wait "$server"
rm -rf "$home"
