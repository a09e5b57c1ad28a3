// Starts the one worker. Its address is the only thing on this page that becomes
// code, and the policy lets through that address and no other.

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string | URL };
}

function hasPolicies(view: object): view is { trustedTypes: Policies } {
  return "trustedTypes" in view;
}

export function startWorker(view: Window): Worker {
  const rules = {
    createScriptURL: (url: string) => {
      if (url !== BUILD.worker) throw new TypeError("not the worker");
      return url;
    },
  };
  const address = hasPolicies(view)
    ? view.trustedTypes.createPolicy("sluis", rules).createScriptURL(BUILD.worker)
    : BUILD.worker;
  return new Worker(address, { name: "sluis", credentials: "omit" });
}
