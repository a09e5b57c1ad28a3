// The region of the lies: the tests of partners as a program, built once.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { web } from "./bundle.mjs";

export function region() {
  const dir = mkdtempSync(join(tmpdir(), "sluis-checks-"));
  const program = join(dir, "region.test");
  const go = spawnSync("go", ["test", "-tags=lies", "-c", "-vet=off", "-o", program, "./partners"], {
    cwd: dirname(web), encoding: "utf8", env: { ...process.env, CGO_ENABLED: "0" },
  });
  if (go.status !== 0) throw new Error(`the region of the lies cannot be built: ${go.stderr}`);
  return { env: { SLUIS_LIES: "node", SLUIS_LIES_REGION: program, SLUIS_CHECKS_DIR: dir }, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
