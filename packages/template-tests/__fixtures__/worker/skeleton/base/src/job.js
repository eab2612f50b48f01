/** What the worker does each time. Replace it. */
export async function job() {
  console.log(JSON.stringify({ level: 'info', message: 'did the job' }));
}
