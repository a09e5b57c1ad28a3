// Starts the one worker.

export function startWorker(address: (url: string) => string): Worker {
  return new Worker(address(BUILD.worker), { name: "sluis", credentials: "omit" });
}
