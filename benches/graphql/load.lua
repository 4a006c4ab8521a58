-- For wrk: sends the requests of a file, one JSON body a line, in turn; LOAD_BODIES names the file.
local bodies, at, bad = {}, 0, 0

function init()
  local headers = { ["Content-Type"] = "application/json", ["Accept"] = "application/json" }
  for line in io.lines(os.getenv("LOAD_BODIES")) do
    bodies[#bodies + 1] = wrk.format("POST", "/graphql", headers, line)
  end
end

function request()
  at = at % #bodies + 1
  return bodies[at]
end

function response(status, _, body)
  if status ~= 200 or body:find('"errors"', 1, true) then
    bad = bad + 1
    if bad < 3 then io.stderr:write("status " .. status .. ": " .. body:sub(1, 300) .. "\n") end
  end
end

function done(summary, latency)
  local errors = summary.errors.status + summary.errors.timeout + summary.errors.read
  io.write(string.format("RESULT %d %d %.3f %.3f\n", summary.requests, errors, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
