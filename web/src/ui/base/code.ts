// What this page may make code of: the worker, and what is fetched later, each by the
// one address that the build put in. The policy lets through those and no others.

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

function hasPolicies(view: object): view is { trustedTypes: Policies } {
  return "trustedTypes" in view;
}

/** Makes a page's one policy: it turns an address into one that the browser takes for code. */
export function codeAddresses(view: Window): (url: string) => string {
  const own = new Set([BUILD.worker, ...Object.values(BUILD.later).map(({ address }) => address)]);
  const createScriptURL = (url: string) => {
    if (!own.has(url)) throw new TypeError("not code of Sluis");
    return url;
  };
  if (!hasPolicies(view)) return createScriptURL;
  const policy = view.trustedTypes.createPolicy("sluis", { createScriptURL });
  return (url) => policy.createScriptURL(url);
}
