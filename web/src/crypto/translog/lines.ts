import { fail, fromHex, toHex, type Bytes, type Hash, type OrgID, type TeamID } from "../note/index.ts";
import { leafKinds, type Leaf } from "./leaf.ts";

/** What of an organisation's lines the next one must fit. */
export interface Organisation {
  readonly id: OrgID;
  manifest: number; // version of the newest, 0 before the first
  readonly lines: number[]; // numbers of its lines
}

export interface LoggedTeam {
  readonly id: TeamID;
  readonly org: number; // its place among the organisations
  next: number; // epoch that must come
}

const hashSize = 32;
const idSize = 16;
const perLine = hashSize + 9; // hash, kind, organisation, subject
const [org, , manifest, team] = leafKinds.keys();

/**
 * Lines are those of a log that keeps its rules: 45 bytes each, and each id once. An
 * organisation is named by its place among the org lines, a team by that among the
 * lines of first epochs; versions follow from what comes before.
 */
export class Lines {
  #room = 1024;
  #kinds = new Uint8Array(this.#room);
  #orgs = new Uint32Array(this.#room);
  #subjects = new Uint32Array(this.#room); // vouch: an organisation; team: a team
  #versions = new Uint32Array(this.#room); // there are fewer lines than that holds
  #hashes = new Uint8Array(this.#room * hashSize);
  length = 0;

  readonly orgs: Organisation[] = [];
  readonly #orgAt = new Map<OrgID, number>();
  readonly #teams: LoggedTeam[] = [];
  readonly #teamAt = new Map<TeamID, number>();

  org(id: OrgID): Organisation | undefined {
    return this.orgs[this.#orgAt.get(id) ?? -1];
  }

  team(id: TeamID): LoggedTeam | undefined {
    return this.#teams[this.#teamAt.get(id) ?? -1];
  }

  /** push adds a line that may follow. */
  push({ kind, org: id, subject, hash }: Leaf): void {
    const at = this.#orgAt.get(id) ?? this.#newOrg(id);
    const by = kind === "vouch" ? this.#orgAt.get(subject) : undefined;
    const of = kind === "team" ? (this.#teamAt.get(subject) ?? this.#newTeam(subject, at)) : undefined;
    this.#makeRoom(1);
    this.#hashes.set(fromHex(hash) ?? [], this.length * hashSize);
    this.#put(leafKinds.indexOf(kind), at, by ?? of ?? 0);
  }

  #newOrg(id: OrgID): number {
    this.#orgAt.set(id, this.orgs.length);
    return this.orgs.push({ id, manifest: 0, lines: [] }) - 1;
  }

  #newTeam(id: TeamID, at: number): number {
    this.#teamAt.set(id, this.#teams.length);
    return this.#teams.push({ id, org: at, next: 0 }) - 1;
  }

  /** #put adds what a line says beside its hash, which is there. */
  #put(kind: number, at: number, subject: number): void {
    const n = this.length++;
    this.#kinds[n] = kind;
    this.#orgs[n] = at;
    this.#subjects[n] = subject;
    const of = this.orgs[at];
    of?.lines.push(n);
    const t = kind === team ? this.#teams[subject] : undefined;
    if (of !== undefined && kind === manifest) this.#versions[n] = ++of.manifest;
    if (t !== undefined) this.#versions[n] = t.next++;
  }

  #makeRoom(more: number): void {
    if (this.length + more <= this.#room) return;
    this.#room = Math.max(2 * this.#room, this.length + more);
    const larger = <T extends Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.#kinds = larger(new Uint8Array(this.#room), this.#kinds);
    this.#orgs = larger(new Uint32Array(this.#room), this.#orgs);
    this.#subjects = larger(new Uint32Array(this.#room), this.#subjects);
    this.#versions = larger(new Uint32Array(this.#room), this.#versions);
    this.#hashes = larger(new Uint8Array(this.#room * hashSize), this.#hashes);
  }

  /** at is line n, undefined when there is none. */
  at(n: number): Leaf | undefined {
    const kind = n < this.length ? leafKinds[this.#kinds[n] ?? -1] : undefined;
    const of = this.orgs[this.#orgs[n] ?? -1];
    if (kind === undefined || of === undefined) return undefined;
    const subject = this.#subjects[n] ?? -1;
    const named = kind === "vouch" ? this.orgs[subject] : kind === "team" ? this.#teams[subject] : undefined;
    const version = kind === "manifest" || kind === "team" ? (this.#versions[n] ?? 0) : 0;
    return { kind, org: of.id, subject: named?.id ?? "", version, hash: this.hash(n) };
  }

  hash(n: number): Hash {
    return toHex(this.#hashes.subarray(n * hashSize, (n + 1) * hashSize));
  }

  /** cut takes back all lines behind the first size, the newest first. */
  cut(size: number): void {
    while (this.length > size) {
      const n = --this.length;
      const kind = this.#kinds[n];
      const of = this.orgs[this.#orgs[n] ?? -1];
      of?.lines.pop();
      if (of !== undefined && kind === manifest) of.manifest--;
      if (kind === org) this.#orgAt.delete(this.orgs.pop()?.id ?? "");
      const t = kind === team ? this.#teams[this.#subjects[n] ?? -1] : undefined;
      if (t !== undefined && --t.next === 0) this.#teamAt.delete(this.#teams.pop()?.id ?? "");
    }
  }

  /** pack writes lines down: their hashes, then the rest of each, then the ids that they bring. */
  pack(from: number, to: number): Bytes {
    const ids: string[] = [];
    for (let n = from; n < to; n++) {
      const kind = this.#kinds[n];
      if (kind === org) ids.push(this.orgs[this.#orgs[n] ?? -1]?.id ?? "");
      if (kind === team && this.#versions[n] === 0) ids.push(this.#teams[this.#subjects[n] ?? -1]?.id ?? "");
    }
    const count = to - from;
    const out = new Uint8Array(count * perLine + ids.length * idSize);
    out.set(this.#hashes.subarray(from * hashSize, to * hashSize));
    const view = new DataView(out.buffer, count * hashSize);
    for (let n = from, at = 0; n < to; n++, at += 9) {
      view.setUint8(at, this.#kinds[n] ?? 0);
      view.setUint32(at + 1, this.#orgs[n] ?? 0);
      view.setUint32(at + 5, this.#subjects[n] ?? 0);
    }
    for (const [i, id] of ids.entries()) out.set(fromHex(id) ?? [], count * perLine + i * idSize);
    return out;
  }

  /** unpack adds so many lines, whole as pack wrote them; E10 when they do not belong here. */
  unpack(packed: Bytes, count: number): void {
    this.#makeRoom(count);
    this.#hashes.set(packed.subarray(0, count * hashSize), this.length * hashSize);
    const view = new DataView(packed.buffer, packed.byteOffset + count * hashSize, count * 9);
    let ids = count * perLine;
    const id = (): string => toHex(packed.subarray(ids, (ids += idSize)));
    for (let i = 0, at = 0; i < count; i++, at += 9) {
      const kind = view.getUint8(at);
      const of = view.getUint32(at + 1);
      const subject = view.getUint32(at + 5);
      if (kind === org && of === this.orgs.length) this.#newOrg(id());
      if (kind === team && subject === this.#teams.length) this.#newTeam(id(), of);
      this.#put(kind, of, subject);
    }
    if (ids !== packed.length) fail("E10", "log: kept lines of another place, or another log");
  }
}
