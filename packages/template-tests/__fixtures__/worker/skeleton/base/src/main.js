{% if values.probes == 'http' %}
import { listen } from './health.js';
{% endif %}
import { job } from './job.js';
import { runEvery } from './runEvery.js';

const stop = new AbortController();
process.once('SIGTERM', () => {
  stop.abort();
  setTimeout(() => process.exit(1), ${{ values.graceSeconds }} * 1000).unref();
});
{% if values.probes == 'http' %}
const server = listen(Number(process.env.PORT ?? ${{ values.port }}));
{% endif %}
await runEvery(job, { seconds: ${{ values.everySeconds }}, signal: stop.signal });
{% if values.probes == 'http' %}
server.close();
{% endif %}
