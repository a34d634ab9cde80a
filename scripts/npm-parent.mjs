/**
 * Ends this process, by SIGTERM, when the npm that runs it has been ended. npm passes a signal to the shell it
 * started for the script, and Debian's shell dies of it without telling us.
 */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}
