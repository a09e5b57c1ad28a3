// Runs every vector and scenario in the page it is loaded into.
import * as bodies from "../vectors/bodies.ts";
import * as chainBlob from "../vectors/chain-blob.ts";
import * as chainReceipt from "../vectors/chain-receipt.ts";
import * as chain from "../vectors/chain.ts";
import * as deadline from "../vectors/deadline.ts";
import * as flows from "../vectors/flows.ts";
import * as forms from "../vectors/forms.ts";
import * as identity from "../vectors/identity.ts";
import * as keys from "../vectors/keys.ts";
import * as note from "../vectors/note.ts";
import * as roster from "../vectors/roster.ts";
import * as seal from "../vectors/seal.ts";
import * as strict from "../vectors/strict.ts";
import * as translog from "../vectors/translog.ts";
import * as words from "../vectors/words.ts";

const areas = {
  bodies, chainBlob, chainReceipt, chain, deadline, flows, forms, identity, keys, note, roster, seal, strict, translog, words,
};

async function read(path: string): Promise<Uint8Array> {
  const answer = await fetch("/" + path);
  if (!answer.ok) throw new Error(`no file ${path}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** How many vectors of an area there are, and those that go wrong. */
async function runArea(name: keyof typeof areas): Promise<{ all: number; wrong: unknown[] }> {
  const results = await areas[name].run(read);
  return { all: results.length, wrong: results.filter((r) => r.want !== r.got).slice(0, 5) };
}

Object.assign(globalThis, { areaNames: Object.keys(areas), runArea });
