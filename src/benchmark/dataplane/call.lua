-- The call that wrk repeats, and its figures as the fields of a JSON object.
wrk.method = "POST"
wrk.body = os.getenv("BODY")

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    '\nFIELDS "answered":%d,"calls_per_second":%.1f,"p50_us":%d,"p99_us":%d,"max_us":%d,"errors":%d\n',
    summary.requests, summary.requests / summary.duration * 1e6,
    latency:percentile(50), latency:percentile(99), latency.max,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
