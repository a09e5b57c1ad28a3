"use strict";
(() => {
  var __defProp = Object.defineProperty;
  var __export = (target, all2) => {
    for (var name2 in all2)
      __defProp(target, name2, { get: all2[name2], enumerable: true });
  };

  // src/crypto/note/bytes.ts
  var encoder = new TextEncoder();
  var hexDigits = Array.from({ length: 256 }, (_, b) => b.toString(16).padStart(2, "0"));
  function utf8(text4) {
    return encoder.encode(text4);
  }
  function ascii(bytes3) {
    return new TextDecoder().decode(bytes3);
  }
  function concat(...parts) {
    const out = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
    let at = 0;
    for (const part2 of parts) {
      out.set(part2, at);
      at += part2.length;
    }
    return out;
  }
  function same(a, b) {
    return a.length === b.length && a.every((c, i) => c === b[i]);
  }
  function toHex(bytes3) {
    let out = "";
    for (const b of bytes3) out += hexDigits[b];
    return out;
  }
  function fromHex(hex) {
    if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) return void 0;
    const out = new Uint8Array(hex.length / 2);
    for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
    return out;
  }
  function randomBytes(n) {
    return crypto.getRandomValues(new Uint8Array(n));
  }

  // src/crypto/note/code.ts
  var SluisError = class extends Error {
    code;
    constructor(code, text4, options) {
      super(text4, options);
      this.name = "SluisError";
      this.code = code;
    }
  };
  function fail(code, text4, cause) {
    throw new SluisError(code, text4, cause === void 0 ? void 0 : { cause });
  }
  function codeOf(error) {
    return error instanceof SluisError ? error.code : "";
  }

  // node_modules/@noble/hashes/_u64.js
  var U32_MASK64 = /* @__PURE__ */ (() => BigInt(2 ** 32 - 1))();
  var _32n = /* @__PURE__ */ BigInt(32);
  function fromBig(n, le = false) {
    if (le)
      return { h: Number(n & U32_MASK64), l: Number(n >> _32n & U32_MASK64) };
    return { h: Number(n >> _32n & U32_MASK64) | 0, l: Number(n & U32_MASK64) | 0 };
  }
  function split(lst, le = false) {
    const len = lst.length;
    let Ah = new Uint32Array(len);
    let Al = new Uint32Array(len);
    for (let i = 0; i < len; i++) {
      const { h, l } = fromBig(lst[i], le);
      [Ah[i], Al[i]] = [h, l];
    }
    return [Ah, Al];
  }
  var fromNumH = (n) => n / 2 ** 32 | 0;
  var fromNumL = (n) => n >>> 0;
  function setU64FromNum(view3, byteOffset, n, isLE3) {
    const h = fromNumH(n);
    const l = fromNumL(n);
    view3.setUint32(byteOffset, isLE3 ? l : h, isLE3);
    view3.setUint32(byteOffset + 4, isLE3 ? h : l, isLE3);
  }
  var shrSH = (h, _l, s) => h >>> s;
  var shrSL = (h, l, s) => h << 32 - s | l >>> s;
  var rotrSH = (h, l, s) => h >>> s | l << 32 - s;
  var rotrSL = (h, l, s) => h << 32 - s | l >>> s;
  var rotrBH = (h, l, s) => h << 64 - s | l >>> s - 32;
  var rotrBL = (h, l, s) => h >>> s - 32 | l << 64 - s;
  var rotr32H = (_h, l) => l;
  var rotr32L = (h, _l) => h;
  function add(Ah, Al, Bh, Bl) {
    const l = (Al >>> 0) + (Bl >>> 0);
    return { h: Ah + Bh + (l / 2 ** 32 | 0) | 0, l: l | 0 };
  }
  var add3L = (Al, Bl, Cl) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0);
  var add3H = (low, Ah, Bh, Ch) => Ah + Bh + Ch + (low / 2 ** 32 | 0) | 0;
  var add4L = (Al, Bl, Cl, Dl) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0) + (Dl >>> 0);
  var add4H = (low, Ah, Bh, Ch, Dh) => Ah + Bh + Ch + Dh + (low / 2 ** 32 | 0) | 0;
  var add5L = (Al, Bl, Cl, Dl, El) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0) + (Dl >>> 0) + (El >>> 0);
  var add5H = (low, Ah, Bh, Ch, Dh, Eh) => Ah + Bh + Ch + Dh + Eh + (low / 2 ** 32 | 0) | 0;

  // node_modules/@noble/hashes/utils.js
  function isBytes(a) {
    return a instanceof Uint8Array || ArrayBuffer.isView(a) && a.constructor.name === "Uint8Array" && "BYTES_PER_ELEMENT" in a && a.BYTES_PER_ELEMENT === 1;
  }
  var atitle = (title) => title ? `"${title}" ` : "";
  function anumber(n, title = "") {
    if (typeof n !== "number")
      throw new TypeError(atitle(title) + "expected number, got " + typeof n);
    if (!Number.isSafeInteger(n) || n < 0)
      throw new RangeError(atitle(title) + "expected integer >= 0, got " + n);
    return n;
  }
  function abool(value, title = "") {
    if (typeof value !== "boolean")
      throw new TypeError(atitle(title) + "expected boolean, got type=" + typeof value);
    return value;
  }
  function abytes(value, length2, title = "") {
    if (isBytes(value) && (length2 === void 0 || value.length === length2))
      return value;
    if (length2 !== void 0)
      anumber(length2, "length");
    const bytes3 = isBytes(value);
    const ofLen = length2 !== void 0 ? ` of length ${length2}` : "";
    const got = bytes3 ? `length=${value.length}` : `type=${typeof value}`;
    const message2 = atitle(title) + "expected Uint8Array" + ofLen + ", got " + got;
    if (!bytes3)
      throw new TypeError(message2);
    throw new RangeError(message2);
  }
  function copyBytes(bytes3) {
    return Uint8Array.from(abytes(bytes3));
  }
  function ahash(h) {
    if (typeof h !== "function" || typeof h.create !== "function")
      throw new TypeError("expected hash wrapped by utils.createHasher");
    anumber(h.outputLen);
    anumber(h.blockLen);
    if (h.outputLen < 1 || h.blockLen < 1)
      throw new Error("hash blockLen / outputLen must be >= 1");
  }
  var aobject = (value, label) => {
    if (value === null || typeof value !== "object" || Array.isArray(value))
      throw new TypeError((label === "object" ? "" : `"${label}" `) + "expected object, got type=" + typeof value);
  };
  var aopts = (value, label) => {
    aobject(value, label);
    const proto = Object.getPrototypeOf(value);
    if (proto !== Object.prototype && proto !== null)
      throw new TypeError(`"${label}" expected plain object`);
    if (Object.hasOwn(value, "__proto__"))
      throw new TypeError(`"${label}.__proto__" is not allowed`);
  };
  function aexists(instance, checkFinished = true) {
    if (instance.destroyed)
      throw new Error("hash was destroyed");
    if (checkFinished && instance.finished)
      throw new Error("digest() was already called");
  }
  function aoutput(out, instance) {
    abytes(out, void 0, "output");
    const min = instance.outputLen;
    if (!(out.length >= min)) {
      throw new RangeError('"output" expected length >= ' + min);
    }
  }
  function u8(arr) {
    return new Uint8Array(arr.buffer, arr.byteOffset, arr.byteLength);
  }
  function u32(arr) {
    return new Uint32Array(arr.buffer, arr.byteOffset, Math.floor(arr.byteLength / 4));
  }
  function clean(...arrays) {
    for (let i = 0; i < arrays.length; i++) {
      arrays[i].fill(0);
    }
  }
  function createView(arr) {
    return new DataView(arr.buffer, arr.byteOffset, arr.byteLength);
  }
  function rotr(word5, shift) {
    return word5 << 32 - shift | word5 >>> shift;
  }
  function rotl(word5, shift) {
    return word5 << shift | word5 >>> 32 - shift >>> 0;
  }
  var isLE = /* @__PURE__ */ (() => new Uint8Array(new Uint32Array([287454020]).buffer)[0] === 68)();
  function byteSwap(word5) {
    return word5 << 24 & 4278190080 | word5 << 8 & 16711680 | word5 >>> 8 & 65280 | word5 >>> 24 & 255;
  }
  var swap8IfBE = isLE ? (n) => n : (n) => byteSwap(n) >>> 0;
  function byteSwap32(arr) {
    for (let i = 0; i < arr.length; i++) {
      arr[i] = byteSwap(arr[i]);
    }
    return arr;
  }
  var swap32IfBE = isLE ? (u) => u : byteSwap32;
  var hasHexBuiltin = /* @__PURE__ */ (() => (
    // @ts-ignore
    typeof Uint8Array.from([]).toHex === "function" && typeof Uint8Array.fromHex === "function"
  ))();
  var hexes = /* @__PURE__ */ Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));
  function bytesToHex(bytes3) {
    abytes(bytes3);
    if (hasHexBuiltin)
      return bytes3.toHex();
    let hex = "";
    for (let i = 0; i < bytes3.length; i++) {
      hex += hexes[bytes3[i]];
    }
    return hex;
  }
  function asciiToBase16(ch) {
    return ch >= 48 && ch <= 57 ? ch - 48 : ch >= 65 && ch <= 70 ? ch - (65 - 10) : ch >= 97 && ch <= 102 ? ch - (97 - 10) : void 0;
  }
  function hexToBytes(hex) {
    if (typeof hex !== "string")
      throw new TypeError("hex string expected, got " + typeof hex);
    if (hasHexBuiltin) {
      try {
        return Uint8Array.fromHex(hex);
      } catch (error) {
        if (error instanceof SyntaxError)
          throw new RangeError(error.message);
        throw error;
      }
    }
    const hl = hex.length;
    const al = hl / 2;
    if (hl % 2)
      throw new RangeError("hex string expected, got unpadded hex of length " + hl);
    const array = new Uint8Array(al);
    for (let ai = 0, hi = 0; ai < al; ai++, hi += 2) {
      const n1 = asciiToBase16(hex.charCodeAt(hi));
      const n2 = asciiToBase16(hex.charCodeAt(hi + 1));
      if (n1 === void 0 || n2 === void 0) {
        const char = hex[hi] + hex[hi + 1];
        throw new RangeError('hex string expected, got non-hex character "' + char + '" at index ' + hi);
      }
      array[ai] = n1 * 16 + n2;
    }
    return array;
  }
  function nextTick(onReject) {
    const host = globalThis;
    if (typeof host.scheduler?.yield === "function") {
      const promise = host.scheduler.yield();
      if (onReject)
        promise.catch(onReject);
      return promise;
    }
    return new Promise((resolve) => host.setTimeout(resolve, 0));
  }
  function utf8ToBytes(str) {
    if (typeof str !== "string")
      throw new TypeError("string expected");
    const encoded = new TextEncoder().encode(str);
    try {
      return new Uint8Array(encoded);
    } finally {
      clean(encoded);
    }
  }
  function kdfInputToBytes(data, errorTitle = "") {
    if (typeof data === "string")
      return utf8ToBytes(data);
    return abytes(data, void 0, errorTitle);
  }
  function concatBytes(...arrays) {
    let sum = 0;
    for (let i = 0; i < arrays.length; i++) {
      const a = arrays[i];
      abytes(a);
      sum += a.length;
    }
    const res = new Uint8Array(sum);
    for (let i = 0, pad2 = 0; i < arrays.length; i++) {
      const a = arrays[i];
      res.set(a, pad2);
      pad2 += a.length;
    }
    return res;
  }
  function checkOpts(defaults, opts2, title = "opts") {
    aopts(defaults, "defaults");
    if (opts2 !== void 0)
      aopts(opts2, title);
    const merged = Object.assign(/* @__PURE__ */ Object.create(null), defaults, opts2);
    return merged;
  }
  function createHasher(hashCons, info2 = {}) {
    if (typeof hashCons !== "function")
      throw new TypeError('"hashCons" expected function, got type=' + typeof hashCons);
    info2 = checkOpts({}, info2, "info");
    const hashC = (msg, opts2) => hashCons(opts2).update(msg).digest();
    const tmp = hashCons(void 0);
    hashC.outputLen = tmp.outputLen;
    hashC.blockLen = tmp.blockLen;
    hashC.canXOF = tmp.canXOF;
    hashC.create = (opts2) => hashCons(opts2);
    Object.assign(hashC, info2);
    return Object.freeze(hashC);
  }
  function randomBytes2(bytesLength = 32) {
    anumber(bytesLength, "bytesLength");
    const cr = typeof globalThis === "object" ? globalThis.crypto : null;
    if (typeof cr?.getRandomValues !== "function")
      throw new Error("crypto.getRandomValues must be defined");
    if (bytesLength > 65536)
      throw new RangeError(`"bytesLength" expected <= 65536, got ${bytesLength}`);
    return cr.getRandomValues(new Uint8Array(bytesLength));
  }
  var oidNist = (suffix) => ({
    // Current NIST hashAlgs suffixes used here fit in one DER subidentifier octet.
    // Larger suffix values would need base-128 OID encoding and a different length byte.
    oid: Uint8Array.from([6, 9, 96, 134, 72, 1, 101, 3, 4, 2, suffix])
  });

  // node_modules/@noble/hashes/_md.js
  function Chi(a, b, c) {
    return a & b ^ ~a & c;
  }
  function Maj(a, b, c) {
    return a & b ^ a & c ^ b & c;
  }
  var HashMD = class {
    blockLen;
    outputLen;
    canXOF = false;
    padOffset;
    isLE;
    // For partial updates less than block size
    buffer;
    view;
    finished = false;
    length = 0;
    pos = 0;
    destroyed = false;
    constructor(blockLen, outputLen, padOffset, isLE3) {
      this.blockLen = blockLen;
      this.outputLen = outputLen;
      this.padOffset = padOffset;
      this.isLE = isLE3;
      this.buffer = new Uint8Array(blockLen);
      this.view = createView(this.buffer);
    }
    update(data) {
      aexists(this);
      abytes(data);
      const { view: view3, buffer, blockLen } = this;
      const len = data.length;
      let processed = false;
      for (let pos = 0; pos < len; ) {
        const take = Math.min(blockLen - this.pos, len - pos);
        if (take === blockLen) {
          const dataView = createView(data);
          for (; blockLen <= len - pos; pos += blockLen)
            this.process(dataView, pos);
          processed = true;
          continue;
        }
        buffer.set(pos === 0 && take === len ? data : data.subarray(pos, pos + take), this.pos);
        this.pos += take;
        pos += take;
        if (this.pos === blockLen) {
          this.process(view3, 0);
          this.pos = 0;
          processed = true;
        }
      }
      this.length += data.length;
      if (processed)
        this.roundClean();
      return this;
    }
    digestInto(out) {
      aexists(this);
      aoutput(out, this);
      this.finished = true;
      const { buffer, view: view3, blockLen, isLE: isLE3 } = this;
      let { pos } = this;
      buffer[pos++] = 128;
      buffer.fill(0, pos);
      if (this.padOffset > blockLen - pos) {
        this.process(view3, 0);
        buffer.fill(0);
      }
      setU64FromNum(view3, blockLen - 8, this.length * 8, isLE3);
      this.process(view3, 0);
      this.roundClean();
      const oview = out === buffer ? view3 : createView(out);
      const len = this.outputLen;
      const outLen = len / 4;
      const state = this.get();
      if (len % 4 || outLen > state.length)
        throw new Error("invalid outputLen");
      for (let i = 0; i < outLen; i++)
        oview.setUint32(4 * i, state[i], isLE3);
    }
    digest() {
      const { buffer, outputLen } = this;
      this.digestInto(buffer);
      const res = buffer.slice(0, outputLen);
      this.destroy();
      return res;
    }
    _cloneIntoMeta(to) {
      const { buffer, length: length2, finished, destroyed, pos } = this;
      to.destroyed = destroyed;
      to.finished = finished;
      to.length = length2;
      to.pos = pos;
      if (pos)
        to.buffer.set(buffer);
      return to;
    }
    clone() {
      return this._cloneInto();
    }
  };
  var SHA256_IV = /* @__PURE__ */ Uint32Array.from([
    1779033703,
    3144134277,
    1013904242,
    2773480762,
    1359893119,
    2600822924,
    528734635,
    1541459225
  ]);
  var SHA384_IV = /* @__PURE__ */ Uint32Array.from([
    3418070365,
    3238371032,
    1654270250,
    914150663,
    2438529370,
    812702999,
    355462360,
    4144912697,
    1731405415,
    4290775857,
    2394180231,
    1750603025,
    3675008525,
    1694076839,
    1203062813,
    3204075428
  ]);
  var SHA512_IV = /* @__PURE__ */ Uint32Array.from([
    1779033703,
    4089235720,
    3144134277,
    2227873595,
    1013904242,
    4271175723,
    2773480762,
    1595750129,
    1359893119,
    2917565137,
    2600822924,
    725511199,
    528734635,
    4215389547,
    1541459225,
    327033209
  ]);

  // node_modules/@noble/hashes/sha2.js
  var SHA256_K = /* @__PURE__ */ Uint32Array.from([
    1116352408,
    1899447441,
    3049323471,
    3921009573,
    961987163,
    1508970993,
    2453635748,
    2870763221,
    3624381080,
    310598401,
    607225278,
    1426881987,
    1925078388,
    2162078206,
    2614888103,
    3248222580,
    3835390401,
    4022224774,
    264347078,
    604807628,
    770255983,
    1249150122,
    1555081692,
    1996064986,
    2554220882,
    2821834349,
    2952996808,
    3210313671,
    3336571891,
    3584528711,
    113926993,
    338241895,
    666307205,
    773529912,
    1294757372,
    1396182291,
    1695183700,
    1986661051,
    2177026350,
    2456956037,
    2730485921,
    2820302411,
    3259730800,
    3345764771,
    3516065817,
    3600352804,
    4094571909,
    275423344,
    430227734,
    506948616,
    659060556,
    883997877,
    958139571,
    1322822218,
    1537002063,
    1747873779,
    1955562222,
    2024104815,
    2227730452,
    2361852424,
    2428436474,
    2756734187,
    3204031479,
    3329325298
  ]);
  var SHA256_W = /* @__PURE__ */ new Uint32Array(64);
  var SHA2_32B = class extends HashMD {
    // We cannot use array here since array allows indexing by variable
    // which means optimizer/compiler cannot use registers.
    // Numeric initializers matter: starting the fields as `undefined` changes
    // V8's field representation and makes sha256 3x slower (measured).
    A = 0;
    B = 0;
    C = 0;
    D = 0;
    E = 0;
    F = 0;
    G = 0;
    H = 0;
    constructor(outputLen, IV) {
      super(64, outputLen, 8, false);
      this.A = IV[0] | 0;
      this.B = IV[1] | 0;
      this.C = IV[2] | 0;
      this.D = IV[3] | 0;
      this.E = IV[4] | 0;
      this.F = IV[5] | 0;
      this.G = IV[6] | 0;
      this.H = IV[7] | 0;
    }
    get() {
      const { A, B: B2, C, D, E, F: F2, G: G2, H } = this;
      return [A, B2, C, D, E, F2, G2, H];
    }
    // prettier-ignore
    set(A, B2, C, D, E, F2, G2, H) {
      this.A = A | 0;
      this.B = B2 | 0;
      this.C = C | 0;
      this.D = D | 0;
      this.E = E | 0;
      this.F = F2 | 0;
      this.G = G2 | 0;
      this.H = H | 0;
    }
    _cloneInto(to) {
      (to ||= new this.constructor()).set(...this.get());
      return this._cloneIntoMeta(to);
    }
    process(view3, offset2) {
      for (let i = 0; i < 16; i++, offset2 += 4)
        SHA256_W[i] = view3.getUint32(offset2, false);
      for (let i = 16; i < 64; i++) {
        const W15 = SHA256_W[i - 15];
        const W2 = SHA256_W[i - 2];
        const s0 = rotr(W15, 7) ^ rotr(W15, 18) ^ W15 >>> 3;
        const s1 = rotr(W2, 17) ^ rotr(W2, 19) ^ W2 >>> 10;
        SHA256_W[i] = s1 + SHA256_W[i - 7] + s0 + SHA256_W[i - 16] | 0;
      }
      let { A, B: B2, C, D, E, F: F2, G: G2, H } = this;
      for (let i = 0; i < 64; i++) {
        const sigma1 = rotr(E, 6) ^ rotr(E, 11) ^ rotr(E, 25);
        const T1 = H + sigma1 + Chi(E, F2, G2) + SHA256_K[i] + SHA256_W[i] | 0;
        const sigma0 = rotr(A, 2) ^ rotr(A, 13) ^ rotr(A, 22);
        const T2 = sigma0 + Maj(A, B2, C) | 0;
        H = G2;
        G2 = F2;
        F2 = E;
        E = D + T1 | 0;
        D = C;
        C = B2;
        B2 = A;
        A = T1 + T2 | 0;
      }
      A = A + this.A | 0;
      B2 = B2 + this.B | 0;
      C = C + this.C | 0;
      D = D + this.D | 0;
      E = E + this.E | 0;
      F2 = F2 + this.F | 0;
      G2 = G2 + this.G | 0;
      H = H + this.H | 0;
      this.set(A, B2, C, D, E, F2, G2, H);
    }
    roundClean() {
      clean(SHA256_W);
    }
    destroy() {
      this.destroyed = true;
      this.set(0, 0, 0, 0, 0, 0, 0, 0);
      clean(this.buffer);
    }
  };
  var _SHA256 = class extends SHA2_32B {
    constructor() {
      super(32, SHA256_IV);
    }
  };
  var K512 = /* @__PURE__ */ (() => split([
    "0x428a2f98d728ae22",
    "0x7137449123ef65cd",
    "0xb5c0fbcfec4d3b2f",
    "0xe9b5dba58189dbbc",
    "0x3956c25bf348b538",
    "0x59f111f1b605d019",
    "0x923f82a4af194f9b",
    "0xab1c5ed5da6d8118",
    "0xd807aa98a3030242",
    "0x12835b0145706fbe",
    "0x243185be4ee4b28c",
    "0x550c7dc3d5ffb4e2",
    "0x72be5d74f27b896f",
    "0x80deb1fe3b1696b1",
    "0x9bdc06a725c71235",
    "0xc19bf174cf692694",
    "0xe49b69c19ef14ad2",
    "0xefbe4786384f25e3",
    "0x0fc19dc68b8cd5b5",
    "0x240ca1cc77ac9c65",
    "0x2de92c6f592b0275",
    "0x4a7484aa6ea6e483",
    "0x5cb0a9dcbd41fbd4",
    "0x76f988da831153b5",
    "0x983e5152ee66dfab",
    "0xa831c66d2db43210",
    "0xb00327c898fb213f",
    "0xbf597fc7beef0ee4",
    "0xc6e00bf33da88fc2",
    "0xd5a79147930aa725",
    "0x06ca6351e003826f",
    "0x142929670a0e6e70",
    "0x27b70a8546d22ffc",
    "0x2e1b21385c26c926",
    "0x4d2c6dfc5ac42aed",
    "0x53380d139d95b3df",
    "0x650a73548baf63de",
    "0x766a0abb3c77b2a8",
    "0x81c2c92e47edaee6",
    "0x92722c851482353b",
    "0xa2bfe8a14cf10364",
    "0xa81a664bbc423001",
    "0xc24b8b70d0f89791",
    "0xc76c51a30654be30",
    "0xd192e819d6ef5218",
    "0xd69906245565a910",
    "0xf40e35855771202a",
    "0x106aa07032bbd1b8",
    "0x19a4c116b8d2d0c8",
    "0x1e376c085141ab53",
    "0x2748774cdf8eeb99",
    "0x34b0bcb5e19b48a8",
    "0x391c0cb3c5c95a63",
    "0x4ed8aa4ae3418acb",
    "0x5b9cca4f7763e373",
    "0x682e6ff3d6b2b8a3",
    "0x748f82ee5defb2fc",
    "0x78a5636f43172f60",
    "0x84c87814a1f0ab72",
    "0x8cc702081a6439ec",
    "0x90befffa23631e28",
    "0xa4506cebde82bde9",
    "0xbef9a3f7b2c67915",
    "0xc67178f2e372532b",
    "0xca273eceea26619c",
    "0xd186b8c721c0c207",
    "0xeada7dd6cde0eb1e",
    "0xf57d4f7fee6ed178",
    "0x06f067aa72176fba",
    "0x0a637dc5a2c898a6",
    "0x113f9804bef90dae",
    "0x1b710b35131c471b",
    "0x28db77f523047d84",
    "0x32caab7b40c72493",
    "0x3c9ebe0a15c9bebc",
    "0x431d67c49c100d4c",
    "0x4cc5d4becb3e42b6",
    "0x597f299cfc657e2a",
    "0x5fcb6fab3ad6faec",
    "0x6c44198c4a475817"
  ].map((n) => BigInt(n))))();
  var SHA512_Kh = /* @__PURE__ */ (() => K512[0])();
  var SHA512_Kl = /* @__PURE__ */ (() => K512[1])();
  var SHA512_W_H = /* @__PURE__ */ new Uint32Array(80);
  var SHA512_W_L = /* @__PURE__ */ new Uint32Array(80);
  var SHA2_64B = class extends HashMD {
    // We cannot use array here since array allows indexing by variable
    // which means optimizer/compiler cannot use registers.
    // h -- high 32 bits, l -- low 32 bits
    // Numeric initializers matter: starting the fields as `undefined` changes
    // V8's field representation and slows hashing down (measured on sha256).
    Ah = 0;
    Al = 0;
    Bh = 0;
    Bl = 0;
    Ch = 0;
    Cl = 0;
    Dh = 0;
    Dl = 0;
    Eh = 0;
    El = 0;
    Fh = 0;
    Fl = 0;
    Gh = 0;
    Gl = 0;
    Hh = 0;
    Hl = 0;
    constructor(outputLen, IV) {
      super(128, outputLen, 16, false);
      this.Ah = IV[0] | 0;
      this.Al = IV[1] | 0;
      this.Bh = IV[2] | 0;
      this.Bl = IV[3] | 0;
      this.Ch = IV[4] | 0;
      this.Cl = IV[5] | 0;
      this.Dh = IV[6] | 0;
      this.Dl = IV[7] | 0;
      this.Eh = IV[8] | 0;
      this.El = IV[9] | 0;
      this.Fh = IV[10] | 0;
      this.Fl = IV[11] | 0;
      this.Gh = IV[12] | 0;
      this.Gl = IV[13] | 0;
      this.Hh = IV[14] | 0;
      this.Hl = IV[15] | 0;
    }
    // prettier-ignore
    get() {
      const { Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl } = this;
      return [Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl];
    }
    // prettier-ignore
    set(Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl) {
      this.Ah = Ah | 0;
      this.Al = Al | 0;
      this.Bh = Bh | 0;
      this.Bl = Bl | 0;
      this.Ch = Ch | 0;
      this.Cl = Cl | 0;
      this.Dh = Dh | 0;
      this.Dl = Dl | 0;
      this.Eh = Eh | 0;
      this.El = El | 0;
      this.Fh = Fh | 0;
      this.Fl = Fl | 0;
      this.Gh = Gh | 0;
      this.Gl = Gl | 0;
      this.Hh = Hh | 0;
      this.Hl = Hl | 0;
    }
    _cloneInto(to) {
      (to ||= new this.constructor()).set(...this.get());
      return this._cloneIntoMeta(to);
    }
    process(view3, offset2) {
      for (let i = 0; i < 16; i++, offset2 += 4) {
        SHA512_W_H[i] = view3.getUint32(offset2);
        SHA512_W_L[i] = view3.getUint32(offset2 += 4);
      }
      for (let i = 16; i < 80; i++) {
        const W15h = SHA512_W_H[i - 15] | 0;
        const W15l = SHA512_W_L[i - 15] | 0;
        const s0h = rotrSH(W15h, W15l, 1) ^ rotrSH(W15h, W15l, 8) ^ shrSH(W15h, W15l, 7);
        const s0l = rotrSL(W15h, W15l, 1) ^ rotrSL(W15h, W15l, 8) ^ shrSL(W15h, W15l, 7);
        const W2h = SHA512_W_H[i - 2] | 0;
        const W2l = SHA512_W_L[i - 2] | 0;
        const s1h = rotrSH(W2h, W2l, 19) ^ rotrBH(W2h, W2l, 61) ^ shrSH(W2h, W2l, 6);
        const s1l = rotrSL(W2h, W2l, 19) ^ rotrBL(W2h, W2l, 61) ^ shrSL(W2h, W2l, 6);
        const SUMl = add4L(s0l, s1l, SHA512_W_L[i - 7], SHA512_W_L[i - 16]);
        const SUMh = add4H(SUMl, s0h, s1h, SHA512_W_H[i - 7], SHA512_W_H[i - 16]);
        SHA512_W_H[i] = SUMh | 0;
        SHA512_W_L[i] = SUMl | 0;
      }
      let { Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl } = this;
      for (let i = 0; i < 80; i++) {
        const sigma1h = rotrSH(Eh, El, 14) ^ rotrSH(Eh, El, 18) ^ rotrBH(Eh, El, 41);
        const sigma1l = rotrSL(Eh, El, 14) ^ rotrSL(Eh, El, 18) ^ rotrBL(Eh, El, 41);
        const CHIh = Eh & Fh ^ ~Eh & Gh;
        const CHIl = El & Fl ^ ~El & Gl;
        const T1ll = add5L(Hl, sigma1l, CHIl, SHA512_Kl[i], SHA512_W_L[i]);
        const T1h = add5H(T1ll, Hh, sigma1h, CHIh, SHA512_Kh[i], SHA512_W_H[i]);
        const T1l = T1ll | 0;
        const sigma0h = rotrSH(Ah, Al, 28) ^ rotrBH(Ah, Al, 34) ^ rotrBH(Ah, Al, 39);
        const sigma0l = rotrSL(Ah, Al, 28) ^ rotrBL(Ah, Al, 34) ^ rotrBL(Ah, Al, 39);
        const MAJh = Ah & Bh ^ Ah & Ch ^ Bh & Ch;
        const MAJl = Al & Bl ^ Al & Cl ^ Bl & Cl;
        Hh = Gh | 0;
        Hl = Gl | 0;
        Gh = Fh | 0;
        Gl = Fl | 0;
        Fh = Eh | 0;
        Fl = El | 0;
        ({ h: Eh, l: El } = add(Dh | 0, Dl | 0, T1h | 0, T1l | 0));
        Dh = Ch | 0;
        Dl = Cl | 0;
        Ch = Bh | 0;
        Cl = Bl | 0;
        Bh = Ah | 0;
        Bl = Al | 0;
        const All = add3L(T1l, sigma0l, MAJl);
        Ah = add3H(All, T1h, sigma0h, MAJh);
        Al = All | 0;
      }
      ({ h: Ah, l: Al } = add(this.Ah | 0, this.Al | 0, Ah | 0, Al | 0));
      ({ h: Bh, l: Bl } = add(this.Bh | 0, this.Bl | 0, Bh | 0, Bl | 0));
      ({ h: Ch, l: Cl } = add(this.Ch | 0, this.Cl | 0, Ch | 0, Cl | 0));
      ({ h: Dh, l: Dl } = add(this.Dh | 0, this.Dl | 0, Dh | 0, Dl | 0));
      ({ h: Eh, l: El } = add(this.Eh | 0, this.El | 0, Eh | 0, El | 0));
      ({ h: Fh, l: Fl } = add(this.Fh | 0, this.Fl | 0, Fh | 0, Fl | 0));
      ({ h: Gh, l: Gl } = add(this.Gh | 0, this.Gl | 0, Gh | 0, Gl | 0));
      ({ h: Hh, l: Hl } = add(this.Hh | 0, this.Hl | 0, Hh | 0, Hl | 0));
      this.set(Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl);
    }
    roundClean() {
      clean(SHA512_W_H, SHA512_W_L);
    }
    destroy() {
      this.destroyed = true;
      clean(this.buffer);
      this.set(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
  };
  var _SHA512 = class extends SHA2_64B {
    constructor() {
      super(64, SHA512_IV);
    }
  };
  var _SHA384 = class extends SHA2_64B {
    constructor() {
      super(48, SHA384_IV);
    }
  };
  var sha256 = /* @__PURE__ */ createHasher(
    () => new _SHA256(),
    /* @__PURE__ */ oidNist(1)
  );
  var sha512 = /* @__PURE__ */ createHasher(
    () => new _SHA512(),
    /* @__PURE__ */ oidNist(3)
  );
  var sha384 = /* @__PURE__ */ createHasher(
    () => new _SHA384(),
    /* @__PURE__ */ oidNist(2)
  );

  // src/crypto/note/value.ts
  var ZeroHash = "0".repeat(64);
  var ZeroID = "0".repeat(32);
  var MaxNum = Number.MAX_SAFE_INTEGER;
  function newID() {
    return toHex(randomBytes(16));
  }
  function hashOf(bytes3) {
    return toHex(sha256(bytes3));
  }
  function hashBytes(hash2) {
    return (isHash(hash2) ? fromHex(hash2) : void 0) ?? new Uint8Array(0);
  }
  function teamParty(team) {
    return "t" + team;
  }
  function memberParty(member2) {
    return "m" + member2;
  }
  function mailboxParty(mailbox) {
    return "r" + mailbox;
  }
  function partyKind(party2) {
    const kind2 = party2[0];
    return kind2 === "t" || kind2 === "m" || kind2 === "r" ? kind2 : "";
  }
  function partyTeam(party2) {
    return partyKind(party2) === "t" ? party2.slice(1) : "";
  }
  function partyMember(party2) {
    return partyKind(party2) === "t" ? "" : party2.slice(1);
  }
  var NoLog = { size: 0, root: ZeroHash };
  var isID = (text4) => /^[0-9a-f]{32}$/.test(text4);
  var isHash = (text4) => /^[0-9a-f]{64}$/.test(text4);
  var isSignature = (text4) => /^[0-9a-f]{128}$/.test(text4);
  var isParty = (text4) => /^[tmr][0-9a-f]{32}$/.test(text4);
  var isNum = (text4) => /^(?:0|[1-9][0-9]{0,15})$/.test(text4) && Number(text4) <= MaxNum;
  function oneOf(...words3) {
    return (text4) => words3.includes(text4);
  }

  // src/crypto/note/note.ts
  var MaxSize = 64 << 10;
  var MaxRosterSize = 1 << 20;
  var labelPrefix = "sluis.v1/";
  var sigSize = "sig  \n".length + 32 + 128;
  function once(name2, ...values2) {
    return { name: name2, min: 1, max: 1, values: values2 };
  }
  function maybe(name2, ...values2) {
    return { name: name2, min: 0, max: 1, values: values2 };
  }
  function some(name2, ...values2) {
    return { name: name2, min: 1, max: 0, values: values2 };
  }
  function any(name2, ...values2) {
    return { name: name2, min: 0, max: 0, values: values2 };
  }
  function line(name2, ...values2) {
    return { name: name2, values: values2 };
  }
  function sigBytes(sig) {
    return (isSignature(sig.hex) ? fromHex(sig.hex) : void 0) ?? new Uint8Array(0);
  }
  var Note = class {
    /** The whole note. */
    bytes;
    /** The part under the signatures: from the label up to and with the line feed before the first of them. */
    signed;
    lines;
    sigs;
    constructor(bytes3, signed2, lines2, sigs) {
      this.bytes = bytes3;
      this.signed = bytes3.subarray(0, signed2);
      this.lines = lines2;
      this.sigs = sigs;
    }
    /** SHA-256 over the whole note, signatures included. */
    hash() {
      return hashOf(this.bytes);
    }
    /** Whether a line of that name stands in the note. */
    has(name2) {
      return this.lines.some((l) => l.name === name2);
    }
    /** The first value of the first line of that name, "" without one. */
    get(name2) {
      return this.lines.find((l) => l.name === name2)?.values[0] ?? "";
    }
    /** Get as a number, 0 without the line. */
    num(name2) {
      return Number(this.get(name2));
    }
    /** The values of each line of that name. */
    all(name2) {
      return this.lines.filter((l) => l.name === name2).map((l) => l.values);
    }
    /**
     * The signed bytes up to the first line of that name, all signed bytes without
     * such a line. It is what a bind line is computed over.
     */
    before(name2) {
      const at = ascii(this.signed).indexOf(`
${name2} `);
      return at < 0 ? this.signed : this.bytes.subarray(0, at + 1);
    }
  };
  var Form = class _Form {
    label;
    fields;
    minSigs;
    maxSigs;
    size;
    constructor({ label, fields, minSigs = 0, maxSigs = 0, size: size2 = MaxSize }) {
      this.label = label;
      this.fields = fields;
      this.minSigs = minSigs;
      this.maxSigs = maxSigs;
      this.size = size2;
    }
    /** Reads a note of this form and keeps a copy of the bytes. Every deviation is E01. */
    parse(bytes3) {
      if (bytes3.length > this.size) {
        fail("E01", `note of ${bytes3.length} bytes, at most ${this.size}`);
      }
      if (bytes3.at(-1) !== 10) fail("E01", "note does not end in a line feed");
      checkBytes(bytes3);
      const text4 = ascii(bytes3);
      const label = `${labelPrefix}${this.label}
`;
      if (!text4.startsWith(label)) fail("E01", `label is not ${labelPrefix}${this.label}`);
      const reader2 = new Reader(text4, label.length);
      const lines2 = readLines(this, reader2);
      const signed2 = reader2.at;
      const sigs = readSigs(this, reader2);
      return new Note(new Uint8Array(bytes3), signed2, lines2, sigs);
    }
    /**
     * Prints the signed bytes of a note of this form. Lines of one name may come in
     * any order and are sorted here; the names must stand in the form's order. What
     * parse would refuse, build refuses too, with E01, and it leaves room for the
     * signatures that the form must carry.
     */
    build(...lines2) {
      let text4 = `${labelPrefix}${this.label}
`;
      for (let start2 = 0, end = 0; start2 < lines2.length; start2 = end) {
        const same2 = [];
        for (const l of lines2.slice(start2)) {
          if (l.name !== lines2[start2]?.name) break;
          same2.push([l.name, ...l.values].join(" ") + "\n");
          end++;
        }
        text4 += same2.sort().join("");
      }
      const { label, fields, size: size2 } = this;
      const signed2 = utf8(text4);
      const note2 = new _Form({ label, fields, size: size2 - this.minSigs * sigSize }).parse(signed2);
      if (note2.lines.length !== lines2.length) fail("E01", "a value holds a line feed");
      return signed2;
    }
  };
  function attach(signed2, ...sigs) {
    const sorted = sigs.toSorted((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
    return concat(signed2, utf8(sorted.map((s) => `sig ${s.key} ${s.hex}
`).join("")));
  }
  function checkBytes(bytes3) {
    let last = 10;
    for (const c of bytes3) {
      if (c > 126 || c < 32 && c !== 10) fail("E01", "a byte is not printable ASCII");
      if (c <= 32 && last <= 32) fail("E01", "a name or value is empty");
      last = c;
    }
  }
  var Reader = class {
    text;
    at;
    constructor(text4, at) {
      this.text = text4;
      this.at = at;
    }
    /** The line at hand, undefined at the end. */
    peek() {
      return this.at < this.text.length ? this.text.slice(this.at, this.text.indexOf("\n", this.at)) : void 0;
    }
    skip(text4) {
      this.at += text4.length + 1;
    }
  };
  function readLines(form3, reader2) {
    const lines2 = [];
    let [place5, count3, last] = [0, 0, ""];
    for (let text4 = reader2.peek(); text4 !== void 0; text4 = reader2.peek()) {
      const [name2 = "", ...values2] = text4.split(" ");
      if (name2 === "sig") break;
      let field2 = form3.fields[place5];
      while (field2 !== void 0 && field2.name !== name2) {
        if (count3 < field2.min) fail("E01", `line ${field2.name} is missing before line ${lines2.length + 2}`);
        [place5, count3, last] = [place5 + 1, 0, ""];
        field2 = form3.fields[place5];
      }
      if (field2 === void 0) fail("E01", `line ${lines2.length + 2} is unknown or out of order`);
      count3++;
      if (field2.max > 0 && count3 > field2.max) fail("E01", `line ${name2} stands too often`);
      if (text4 <= last) fail("E01", `lines ${name2} are not sorted, or one stands twice`);
      if (values2.length !== field2.values.length) {
        fail("E01", `line ${name2} has ${values2.length} values, want ${field2.values.length}`);
      }
      field2.values.forEach((allows, i) => {
        if (!allows(values2[i] ?? "")) fail("E01", `line ${name2}: value ${i + 1} is malformed`);
      });
      lines2.push({ name: name2, values: values2 });
      last = text4;
      reader2.skip(text4);
    }
    for (const field2 of form3.fields.slice(place5)) {
      if (count3 < field2.min) fail("E01", `line ${field2.name} is missing`);
      count3 = 0;
    }
    return lines2;
  }
  function readSigs(form3, reader2) {
    const sigs = [];
    for (let text4 = reader2.peek(); text4 !== void 0; text4 = reader2.peek()) {
      const [name2, key = "", hex = "", ...more] = text4.split(" ");
      if (name2 !== "sig") fail("E01", "a line follows the signatures");
      if (!isID(key) || !isSignature(hex) || more.length > 0) fail("E01", "a signature line is malformed");
      const before = sigs.at(-1);
      if (before !== void 0 && before.key >= key) {
        fail("E01", "signature lines are not sorted, or one key stands twice");
      }
      sigs.push({ key, hex });
      reader2.skip(text4);
    }
    if (sigs.length < form3.minSigs) fail("E01", `${sigs.length} signature lines, want at least ${form3.minSigs}`);
    if (sigs.length > form3.maxSigs) fail("E01", `${sigs.length} signature lines, want at most ${form3.maxSigs}`);
    return sigs;
  }

  // src/crypto/keys/bech32.ts
  var alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  var checkLength = 6;
  function decodeBech32(prefix4, data, size2) {
    if (data.length !== Math.ceil(size2 * 8 / 5) + checkLength) return void 0;
    const bytes3 = new Uint8Array(size2);
    let sum = start(prefix4);
    let [at, rest, bits] = [0, 0, 0];
    for (let i = 0; i < data.length; i++) {
      const value = alphabet.indexOf(data.charAt(i));
      if (value < 0) return void 0;
      sum = step(sum, value);
      if (i >= data.length - checkLength) continue;
      rest = rest << 5 | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes3[at++] = rest >> bits;
        rest &= (1 << bits) - 1;
      }
    }
    return sum === 1 ? { bytes: bytes3, spare: rest } : void 0;
  }
  function encodeBech32(prefix4, bytes3) {
    let sum = start(prefix4);
    let text4 = prefix4 + "1";
    let [rest, bits] = [0, 0];
    const put2 = (value) => {
      sum = step(sum, value);
      text4 += alphabet.charAt(value);
    };
    for (const b of bytes3) {
      rest = rest << 8 | b;
      bits += 8;
      for (; bits >= 5; bits -= 5) put2(rest >> bits - 5 & 31);
      rest &= (1 << bits) - 1;
    }
    if (bits > 0) put2(rest << 5 - bits & 31);
    for (let i = 0; i < checkLength; i++) sum = step(sum, 0);
    sum ^= 1;
    for (let i = checkLength - 1; i >= 0; i--) text4 += alphabet.charAt(sum >>> 5 * i & 31);
    return text4;
  }
  function start(prefix4) {
    const codes = Array.from(prefix4, (c) => c.charCodeAt(0));
    return [...codes.map((c) => c >> 5), 0, ...codes.map((c) => c & 31)].reduce(step, 1);
  }
  function step(sum, value) {
    const top = sum >>> 25;
    return generators.reduce((s, g, i) => top >> i & 1 ? s ^ g : s, (sum & 33554431) << 5 ^ value);
  }
  var generators = [996825010, 642813549, 513874426, 1027748829, 705979059];

  // node_modules/@noble/curves/utils.js
  function aarray(item, title, inner = () => {
  }) {
    if (!Array.isArray(item))
      throw new TypeError(`"${title}" expected array, got type=${typeof item}`);
    for (let i = 0; i < item.length; i++)
      inner(item[i], `${title}[${i}]`);
    return item;
  }
  var abytes2 = (value, length2, title) => abytes(value, length2, title);
  var anumber2 = anumber;
  function astring(value, title = "") {
    if (typeof value !== "string") {
      const prefix4 = title && `"${title}" `;
      throw new TypeError(prefix4 + "expected string, got type=" + typeof value);
    }
    return value;
  }
  function aobject2(value, title = "object") {
    if (value === null || typeof value !== "object" || Array.isArray(value))
      throw new TypeError(title === "object" ? "expected valid options object" : `"${title}" expected object, got type=${typeof value}`);
    return value;
  }
  function afunction(value, title) {
    if (typeof value !== "function")
      throw new TypeError(`"${title}" is invalid: expected function, got ${typeof value}`);
    return value;
  }
  var bytesToHex2 = bytesToHex;
  var concatBytes2 = (...arrays) => concatBytes(...arrays);
  var hexToBytes2 = (hex) => hexToBytes(hex);
  var isBytes2 = isBytes;
  var randomBytes3 = (bytesLength) => randomBytes2(bytesLength);
  var _0n = /* @__PURE__ */ BigInt(0);
  var _1n = /* @__PURE__ */ BigInt(1);
  var atitle2 = (title) => title ? `"${title}" ` : "";
  function abool2(value, title = "") {
    if (typeof value !== "boolean")
      throw new TypeError(atitle2(title) + "expected boolean, got type=" + typeof value);
    return value;
  }
  function abignumber(n) {
    if (typeof n === "bigint") {
      if (!isPosBig(n))
        throw new RangeError("positive bigint expected, got " + n);
    } else
      anumber2(n);
    return n;
  }
  function asafenumber(value, title = "") {
    if (typeof value !== "number") {
      const prefix4 = title && `"${title}" `;
      throw new TypeError(prefix4 + "expected number, got type=" + typeof value);
    }
    if (!Number.isSafeInteger(value)) {
      const prefix4 = title && `"${title}" `;
      throw new RangeError(prefix4 + "expected safe integer, got " + value);
    }
  }
  function numberToHexUnpadded(num3) {
    const hex = abignumber(num3).toString(16);
    return hex.length & 1 ? "0" + hex : hex;
  }
  function hexToNumber(hex) {
    if (typeof hex !== "string")
      throw new TypeError("hex string expected, got " + typeof hex);
    return hex === "" ? _0n : BigInt("0x" + hex);
  }
  function bytesToNumberBE(bytes3) {
    return hexToNumber(bytesToHex(bytes3));
  }
  function bytesToNumberLE(bytes3) {
    return hexToNumber(bytesToHex(copyBytes2(abytes(bytes3)).reverse()));
  }
  function numberToBytesBE(n, len) {
    anumber(len);
    if (len === 0)
      throw new Error("zero output length is invalid");
    n = abignumber(n);
    const expectedLen = len * 2;
    const hex = n.toString(16);
    if (hex.length > expectedLen)
      throw new RangeError("number is too large");
    return hexToBytes(hex.padStart(expectedLen, "0"));
  }
  function numberToBytesLE(n, len) {
    return numberToBytesBE(n, len).reverse();
  }
  function copyBytes2(bytes3) {
    return Uint8Array.from(abytes2(bytes3));
  }
  function asciiToBytes(ascii2) {
    if (typeof ascii2 !== "string")
      throw new TypeError("ascii string expected, got " + typeof ascii2);
    return Uint8Array.from(ascii2, (c, i) => {
      const charCode = c.charCodeAt(0);
      if (c.length !== 1 || charCode > 127) {
        throw new RangeError(`string contains non-ASCII character "${ascii2[i]}" with code ${charCode} at position ${i}`);
      }
      return charCode;
    });
  }
  function isPosBig(n) {
    return typeof n === "bigint" && _0n <= n;
  }
  function inRange(n, min, max) {
    return isPosBig(n) && isPosBig(min) && isPosBig(max) && min <= n && n < max;
  }
  function aInRange(title, n, min, max) {
    if (!inRange(n, min, max))
      throw new RangeError("expected valid " + title + ": " + min + " <= n < " + max + ", got " + n);
  }
  function bitLen(n) {
    if (n < _0n)
      throw new Error("expected non-negative bigint, got " + n);
    return n === _0n ? 0 : n.toString(2).length;
  }
  var bitMask = (n) => {
    asafenumber(n, "n");
    return (_1n << BigInt(n)) - _1n;
  };
  function createHmacDrbg(hashLen, qByteLen, hmacFn) {
    anumber(hashLen, "hashLen");
    anumber(qByteLen, "qByteLen");
    if (typeof hmacFn !== "function")
      throw new TypeError("hmacFn must be a function");
    const u8n = (len) => new Uint8Array(len);
    const NULL = Uint8Array.of();
    const byte0 = Uint8Array.of(0);
    const byte1 = Uint8Array.of(1);
    const _maxDrbgIters = 1e3;
    let v = u8n(hashLen);
    let k = u8n(hashLen);
    let i = 0;
    const reset = () => {
      v.fill(1);
      k.fill(0);
      i = 0;
    };
    const h = (...msgs) => hmacFn(k, concatBytes2(v, ...msgs));
    const reseed = (seed = NULL) => {
      k = h(byte0, seed);
      v = h();
      if (seed.length === 0)
        return;
      k = h(byte1, seed);
      v = h();
    };
    const gen = () => {
      if (i++ >= _maxDrbgIters)
        throw new Error("drbg: tried max amount of iterations");
      let len = 0;
      const out = [];
      while (len < qByteLen) {
        v = h();
        const sl = v.slice();
        out.push(sl);
        len += v.length;
      }
      return concatBytes2(...out);
    };
    const genUntil = (seed, pred) => {
      reset();
      reseed(seed);
      let res = void 0;
      while ((res = pred(gen())) === void 0)
        reseed();
      reset();
      return res;
    };
    return genUntil;
  }
  function validateObject(object3, fields = {}, optFields = {}, title = "object") {
    aobject2(object3, title);
    aobject2(fields, "fields");
    aobject2(optFields, "optFields");
    function checkField(fieldName, expectedType, isOpt) {
      const label = title === "object" ? `param "${String(fieldName)}"` : `"${title}.${String(fieldName)}"`;
      const val = object3[fieldName];
      if (!Object.hasOwn(object3, fieldName) && (isOpt ? val !== void 0 : expectedType !== "function")) {
        throw new TypeError(`${label} is invalid: expected own property`);
      }
      if (isOpt && val === void 0)
        return;
      const current2 = typeof val;
      if (current2 !== expectedType || val === null)
        throw new TypeError(`${label} is invalid: expected ${expectedType}, got ${current2}`);
    }
    const iter = (f, isOpt) => Object.entries(f).forEach(([k, v]) => checkField(k, v, isOpt));
    iter(fields, false);
    iter(optFields, true);
  }

  // node_modules/@noble/curves/abstract/modular.js
  var _0n2 = /* @__PURE__ */ BigInt(0);
  var _1n2 = /* @__PURE__ */ BigInt(1);
  var _2n = /* @__PURE__ */ BigInt(2);
  var _3n = /* @__PURE__ */ BigInt(3);
  var _4n = /* @__PURE__ */ BigInt(4);
  var _5n = /* @__PURE__ */ BigInt(5);
  var _7n = /* @__PURE__ */ BigInt(7);
  var _8n = /* @__PURE__ */ BigInt(8);
  var _9n = /* @__PURE__ */ BigInt(9);
  var _15n = /* @__PURE__ */ BigInt(15);
  var _16n = /* @__PURE__ */ BigInt(16);
  var POW_WINDOWED_MIN = /* @__PURE__ */ BigInt("0x10000000000000000");
  function mod(a, b) {
    if (b <= _0n2)
      throw new Error("mod: expected positive modulus, got " + b);
    const result4 = a % b;
    return result4 >= _0n2 ? result4 : b + result4;
  }
  function pow(num3, power, modulo) {
    if (modulo <= _1n2)
      throw new Error("pow: expected modulus > 1, got " + modulo);
    if (typeof power !== "bigint")
      throw new TypeError("invalid exponent: expected bigint, got " + typeof power);
    if (power < _0n2)
      throw new Error("invalid exponent, negatives unsupported");
    if (power === _0n2)
      return _1n2;
    if (power === _1n2)
      return num3;
    let d2 = num3 % modulo;
    if (d2 < _0n2)
      d2 += modulo;
    if (power < POW_WINDOWED_MIN) {
      let p2 = _1n2;
      while (power > _0n2) {
        if (power & _1n2)
          p2 = p2 * d2 % modulo;
        d2 = d2 * d2 % modulo;
        power >>= _1n2;
      }
      return p2;
    }
    const digits2 = [];
    while (power > _0n2) {
      digits2.push(Number(power & _15n));
      power >>= _4n;
    }
    const table = new Array(16);
    table[0] = _1n2;
    table[1] = d2;
    for (let i = 2; i < 16; i++)
      table[i] = table[i - 1] * d2 % modulo;
    let p = table[digits2[digits2.length - 1]];
    for (let w = digits2.length - 2; w >= 0; w--) {
      p = p * p % modulo;
      p = p * p % modulo;
      p = p * p % modulo;
      p = p * p % modulo;
      const digit = digits2[w];
      if (digit !== 0)
        p = p * table[digit] % modulo;
    }
    return p;
  }
  function pow2(x, power, modulo) {
    if (modulo <= _1n2)
      throw new Error("pow2: expected modulus > 1, got " + modulo);
    if (power < _0n2)
      throw new Error("pow2: expected non-negative exponent, got " + power);
    let res = x;
    while (power-- > _0n2) {
      res *= res;
      res %= modulo;
    }
    return res;
  }
  function invert(number4, modulo) {
    if (number4 === _0n2)
      throw new Error("invert: expected non-zero number");
    if (modulo <= _1n2)
      throw new Error("invert: expected modulus > 1, got " + modulo);
    let a = mod(number4, modulo);
    let b = modulo;
    let x = _0n2, u = _1n2;
    while (a !== _0n2) {
      const q = b / a;
      const r = b - a * q;
      const m = x - u * q;
      b = a, a = r, x = u, u = m;
    }
    const gcd = b;
    if (gcd !== _1n2)
      throw new Error("invert: does not exist");
    return mod(x, modulo);
  }
  function invertCt(a, prime) {
    if (prime <= _1n2)
      throw new Error("invertCt: expected prime modulus > 1, got " + prime);
    const an = mod(a, prime);
    if (an === _0n2)
      throw new Error("invertCt: expected non-zero number");
    const inverse = pow(an, prime - _2n, prime);
    if (mod(an * inverse, prime) !== _1n2)
      throw new Error("invertCt: does not exist");
    return inverse;
  }
  function assertIsSquare(Fp2, root, n) {
    const F2 = Fp2;
    if (!F2.eql(F2.sqr(root), n))
      throw new Error("Cannot find square root");
  }
  function aoddModulus(order3, fnName) {
    if ((order3 & _1n2) === _0n2)
      throw new Error(fnName + ": expected odd modulus, got " + order3);
  }
  function sqrt3mod4(Fp2, n) {
    const F2 = Fp2;
    const p1div4 = (F2.ORDER + _1n2) / _4n;
    const root = F2.pow(n, p1div4);
    assertIsSquare(F2, root, n);
    return root;
  }
  function sqrt5mod8(Fp2, n) {
    const F2 = Fp2;
    const p5div8 = (F2.ORDER - _5n) / _8n;
    const n2 = F2.mul(n, _2n);
    const v = F2.pow(n2, p5div8);
    const nv = F2.mul(n, v);
    const i = F2.mul(F2.mul(nv, _2n), v);
    const root = F2.mul(nv, F2.sub(i, F2.ONE));
    assertIsSquare(F2, root, n);
    return root;
  }
  function sqrt9mod16(P2) {
    const Fp_ = Field(P2);
    const tn = tonelliShanks(P2);
    const c1 = tn(Fp_, Fp_.neg(Fp_.ONE));
    const c2 = tn(Fp_, c1);
    const c3 = tn(Fp_, Fp_.neg(c1));
    const c4 = (P2 + _7n) / _16n;
    return ((Fp2, n) => {
      const F2 = Fp2;
      let tv1 = F2.pow(n, c4);
      let tv2 = F2.mul(tv1, c1);
      const tv3 = F2.mul(tv1, c2);
      const tv4 = F2.mul(tv1, c3);
      const e1 = F2.eql(F2.sqr(tv2), n);
      const e2 = F2.eql(F2.sqr(tv3), n);
      tv1 = F2.cmov(tv1, tv2, e1);
      tv2 = F2.cmov(tv4, tv3, e2);
      const e3 = F2.eql(F2.sqr(tv2), n);
      const root = F2.cmov(tv1, tv2, e3);
      assertIsSquare(F2, root, n);
      return root;
    });
  }
  function tonelliShanks(P2) {
    if (P2 < _3n)
      throw new Error("sqrt is not defined for small field");
    aoddModulus(P2, "tonelliShanks");
    let Q2 = P2 - _1n2;
    let S = 0;
    while (Q2 % _2n === _0n2) {
      Q2 /= _2n;
      S++;
    }
    let Z = _2n;
    const _Fp = Field(P2);
    while (FpLegendre(_Fp, Z) === 1) {
      if (Z++ > 1e3)
        throw new Error("Cannot find square root: probably non-prime P");
    }
    if (S === 1)
      return sqrt3mod4;
    let cc = _Fp.pow(Z, Q2);
    const Q1div2 = (Q2 + _1n2) / _2n;
    return function tonelliSlow(Fp2, n) {
      const F2 = Fp2;
      if (F2.is0(n))
        return n;
      if (FpLegendre(F2, n) !== 1)
        throw new Error("Cannot find square root");
      let M = S;
      let c = F2.mul(F2.ONE, cc);
      let t = F2.pow(n, Q2);
      let R = F2.pow(n, Q1div2);
      while (!F2.eql(t, F2.ONE)) {
        if (F2.is0(t))
          throw new Error("Cannot find square root: probably non-prime P");
        let i = 1;
        let t_tmp = F2.sqr(t);
        while (!F2.eql(t_tmp, F2.ONE)) {
          i++;
          t_tmp = F2.sqr(t_tmp);
          if (i === M)
            throw new Error("Cannot find square root");
        }
        const exponent = _1n2 << BigInt(M - i - 1);
        const b = F2.pow(c, exponent);
        M = i;
        c = F2.sqr(b);
        t = F2.mul(t, c);
        R = F2.mul(R, b);
      }
      return R;
    };
  }
  function FpSqrt(P2) {
    aoddModulus(P2, "Fp.sqrt");
    if (P2 % _4n === _3n)
      return sqrt3mod4;
    if (P2 % _8n === _5n)
      return sqrt5mod8;
    if (P2 % _16n === _9n)
      return sqrt9mod16(P2);
    return tonelliShanks(P2);
  }
  var isNegativeLE = (num3, modulo) => (mod(num3, modulo) & _1n2) === _1n2;
  var FIELD_FIELDS = [
    "create",
    "isValid",
    "is0",
    "neg",
    "inv",
    "sqrt",
    "sqr",
    "eql",
    "add",
    "sub",
    "mul",
    "pow",
    "div",
    "addN",
    "subN",
    "mulN",
    "sqrN"
  ];
  function validateField(field2) {
    aobject2(field2, "field");
    if (typeof field2.ORDER !== "bigint")
      throw new TypeError('param "ORDER" is invalid: expected bigint, got ' + typeof field2.ORDER);
    asafenumber(field2.BYTES, "BYTES");
    asafenumber(field2.BITS, "BITS");
    for (const name2 of FIELD_FIELDS)
      afunction(field2[name2], "field." + name2);
    if (field2.BYTES < 1 || field2.BITS < 1)
      throw new Error("invalid field: expected BYTES/BITS > 0");
    if (field2.ORDER <= _1n2)
      throw new Error("invalid field: expected ORDER > 1, got " + field2.ORDER);
    return field2;
  }
  function FpInvertBatch(Fp2, nums, passZero = false) {
    validateField(Fp2);
    aarray(nums, "nums");
    abool2(passZero, "passZero");
    const F2 = Fp2;
    const inverted = new Array(nums.length).fill(passZero ? F2.ZERO : void 0);
    const multipliedAcc = nums.reduce((acc, num3, i) => {
      if (F2.is0(num3))
        return acc;
      inverted[i] = acc;
      return F2.mul(acc, num3);
    }, F2.ONE);
    const invertedAcc = F2.inv(multipliedAcc);
    nums.reduceRight((acc, num3, i) => {
      if (F2.is0(num3))
        return acc;
      inverted[i] = F2.mul(acc, inverted[i]);
      return F2.mul(acc, num3);
    }, invertedAcc);
    return inverted;
  }
  function FpLegendre(Fp2, n) {
    validateField(Fp2);
    const F2 = Fp2;
    aoddModulus(F2.ORDER, "FpLegendre");
    const p1mod2 = (F2.ORDER - _1n2) / _2n;
    const powered = F2.pow(n, p1mod2);
    const yes = F2.eql(powered, F2.ONE);
    const zero2 = F2.eql(powered, F2.ZERO);
    const no = F2.eql(powered, F2.neg(F2.ONE));
    if (!yes && !zero2 && !no)
      throw new Error("invalid Legendre symbol result");
    return yes ? 1 : zero2 ? 0 : -1;
  }
  function nLength(n, nBitLength) {
    if (nBitLength !== void 0)
      anumber2(nBitLength);
    if (n <= _0n2)
      throw new Error("invalid n length: expected positive n, got " + n);
    if (nBitLength !== void 0 && nBitLength < 1)
      throw new Error("invalid n length: expected positive bit length, got " + nBitLength);
    const bits = bitLen(n);
    if (nBitLength !== void 0 && nBitLength < bits)
      throw new Error(`invalid n length: expected nBitLength (${nBitLength}) >= bitLen(n) (${bits})`);
    const _nBitLength = nBitLength !== void 0 ? nBitLength : bits;
    const nByteLength = Math.ceil(_nBitLength / 8);
    return { nBitLength: _nBitLength, nByteLength };
  }
  var FIELD_SQRT = /* @__PURE__ */ new WeakMap();
  var _Field = class {
    ORDER;
    BITS;
    BYTES;
    isLE;
    ZERO = _0n2;
    ONE = _1n2;
    _lengths;
    _mod;
    constructor(ORDER, opts2 = {}) {
      if (ORDER <= _1n2)
        throw new Error("invalid field: expected ORDER > 1, got " + ORDER);
      let _nbitLength = void 0;
      this.isLE = false;
      if (opts2 != null && typeof opts2 === "object") {
        if (typeof opts2.BITS === "number")
          _nbitLength = opts2.BITS;
        if (typeof opts2.sqrt === "function")
          Object.defineProperty(this, "sqrt", { value: opts2.sqrt, enumerable: true });
        if (typeof opts2.isLE === "boolean")
          this.isLE = opts2.isLE;
        if (opts2.allowedLengths)
          this._lengths = Object.freeze(opts2.allowedLengths.slice());
        if (typeof opts2.modFromBytes === "boolean")
          this._mod = opts2.modFromBytes;
      }
      const { nBitLength, nByteLength } = nLength(ORDER, _nbitLength);
      if (nByteLength > 2048)
        throw new Error("invalid field: expected ORDER of <= 2048 bytes");
      this.ORDER = ORDER;
      this.BITS = nBitLength;
      this.BYTES = nByteLength;
      Object.freeze(this);
    }
    create(num3) {
      return mod(num3, this.ORDER);
    }
    isValid(num3) {
      if (typeof num3 !== "bigint")
        throw new TypeError("invalid field element: expected bigint, got " + typeof num3);
      return _0n2 <= num3 && num3 < this.ORDER;
    }
    is0(num3) {
      return num3 === _0n2;
    }
    // is valid and invertible
    isValidNot0(num3) {
      return !this.is0(num3) && this.isValid(num3);
    }
    isOdd(num3) {
      return (num3 & _1n2) === _1n2;
    }
    neg(num3) {
      return mod(-num3, this.ORDER);
    }
    eql(lhs, rhs) {
      return lhs === rhs;
    }
    sqr(num3) {
      return mod(num3 * num3, this.ORDER);
    }
    add(lhs, rhs) {
      return mod(lhs + rhs, this.ORDER);
    }
    sub(lhs, rhs) {
      return mod(lhs - rhs, this.ORDER);
    }
    mul(lhs, rhs) {
      return mod(lhs * rhs, this.ORDER);
    }
    pow(num3, power) {
      return pow(num3, power, this.ORDER);
    }
    div(lhs, rhs) {
      return mod(lhs * invert(rhs, this.ORDER), this.ORDER);
    }
    // Same as above, but doesn't normalize
    sqrN(num3) {
      return num3 * num3;
    }
    addN(lhs, rhs) {
      return lhs + rhs;
    }
    subN(lhs, rhs) {
      return lhs - rhs;
    }
    mulN(lhs, rhs) {
      return lhs * rhs;
    }
    inv(num3) {
      return invert(num3, this.ORDER);
    }
    sqrt(num3) {
      let sqrt = FIELD_SQRT.get(this);
      if (!sqrt)
        FIELD_SQRT.set(this, sqrt = FpSqrt(this.ORDER));
      return sqrt(this, num3);
    }
    toBytes(num3) {
      return this.isLE ? numberToBytesLE(num3, this.BYTES) : numberToBytesBE(num3, this.BYTES);
    }
    fromBytes(bytes3, skipValidation = false) {
      abytes2(bytes3);
      const { _lengths: allowedLengths, BYTES, isLE: isLE3, ORDER, _mod: modFromBytes } = this;
      if (allowedLengths) {
        if (bytes3.length < 1 || !allowedLengths.includes(bytes3.length) || bytes3.length > BYTES) {
          throw new Error("Field.fromBytes: expected " + allowedLengths + " bytes, got " + bytes3.length);
        }
        const padded = new Uint8Array(BYTES);
        padded.set(bytes3, isLE3 ? 0 : padded.length - bytes3.length);
        bytes3 = padded;
      }
      if (bytes3.length !== BYTES)
        throw new Error("Field.fromBytes: expected " + BYTES + " bytes, got " + bytes3.length);
      let scalar = isLE3 ? bytesToNumberLE(bytes3) : bytesToNumberBE(bytes3);
      if (modFromBytes)
        scalar = mod(scalar, ORDER);
      if (!skipValidation) {
        if (!this.isValid(scalar))
          throw new Error("invalid field element: outside of range 0..ORDER");
      }
      return scalar;
    }
    // TODO: we don't need it here, move out to separate fn
    invertBatch(lst) {
      return FpInvertBatch(this, lst, true);
    }
    // We can't move this out because Fp6, Fp12 implement it
    // and it's unclear what to return in there.
    cmov(a, b, condition2) {
      abool2(condition2, "condition");
      return condition2 ? b : a;
    }
  };
  function Field(ORDER, opts2 = {}) {
    Object.freeze(_Field.prototype);
    return new _Field(ORDER, opts2);
  }
  function getFieldBytesLength(fieldOrder) {
    if (typeof fieldOrder !== "bigint")
      throw new Error("field order must be bigint");
    if (fieldOrder <= _1n2)
      throw new Error("field order must be greater than 1");
    const bitLength2 = bitLen(fieldOrder - _1n2);
    return Math.ceil(bitLength2 / 8);
  }
  function getMinHashLength(fieldOrder) {
    const length2 = getFieldBytesLength(fieldOrder);
    return length2 + Math.ceil(length2 / 2);
  }
  function mapHashToField(key, fieldOrder, isLE3 = false) {
    abytes2(key);
    const len = key.length;
    const fieldLen = getFieldBytesLength(fieldOrder);
    const minLen = Math.max(getMinHashLength(fieldOrder), 16);
    if (len < minLen || len > 1024)
      throw new Error("expected " + minLen + "-1024 bytes of input, got " + len);
    const num3 = isLE3 ? bytesToNumberLE(key) : bytesToNumberBE(key);
    const reduced = mod(num3, fieldOrder - _1n2) + _1n2;
    return isLE3 ? numberToBytesLE(reduced, fieldLen) : numberToBytesBE(reduced, fieldLen);
  }

  // node_modules/@noble/curves/abstract/curve.js
  var _0n3 = /* @__PURE__ */ BigInt(0);
  var _1n3 = /* @__PURE__ */ BigInt(1);
  var _4n2 = /* @__PURE__ */ BigInt(4);
  var BLIND_BYTES = 16;
  var BLIND_BITS = 128;
  var FW_WINDOW = 5;
  var TABLE_BYTES_MAX = /* @__PURE__ */ (() => 2 ** 31)();
  function validatePointCons(Point2) {
    const pc = Point2;
    if (typeof pc !== "function")
      throw new TypeError('"Point" expected constructor, got type=' + typeof Point2);
    afunction(pc.fromAffine, "Point.fromAffine");
    afunction(pc.fromBytes, "Point.fromBytes");
    afunction(pc.fromHex, "Point.fromHex");
    aobject2(pc.BASE, "Point.BASE");
    aobject2(pc.ZERO, "Point.ZERO");
    validateField(pc.Fp);
    validateField(pc.Fn);
  }
  function normalizeZ(c, points) {
    validatePointCons(c);
    validateMSMPoints(points, c);
    const invertedZs = FpInvertBatch(c.Fp, points.map((p) => p.Z));
    return points.map((p, i) => c.fromAffine(p.toAffine(invertedZs[i])));
  }
  function validateW(W, bits, min = 1) {
    if (!Number.isSafeInteger(W) || W < min || W > bits)
      throw new Error("invalid window size, expected [" + min + ".." + bits + "], got W=" + W);
  }
  function validateTableBytes(numPoints, fpBytes) {
    const bytes3 = numPoints * (4 * fpBytes + 128);
    if (bytes3 > TABLE_BYTES_MAX)
      throw new Error("invalid window size: table would need ~" + Math.ceil(bytes3 / 2 ** 20) + " MiB, max " + TABLE_BYTES_MAX / 2 ** 20 + " MiB");
  }
  function probeRandomBytes(randomBytes6, length2) {
    if (randomBytes6 === void 0)
      return void 0;
    afunction(randomBytes6, "randomBytes");
    try {
      const probe = randomBytes6(length2);
      if (!isBytes2(probe) || probe.length !== length2)
        return void 0;
    } catch {
      return void 0;
    }
    return randomBytes6;
  }
  function validateMSMPoints(points, c) {
    aarray(points, "points");
    points.forEach((p, i) => {
      if (!(p instanceof c))
        throw new Error("invalid point at index " + i);
    });
  }
  function validateMSMScalars(scalars, field2, maxScalar) {
    if (!Array.isArray(scalars))
      throw new Error("array of scalars expected");
    scalars.forEach((s, i) => {
      const ok = maxScalar === void 0 ? field2.isValid(s) : isPosBig(s) && s < maxScalar;
      if (!ok)
        throw new Error("invalid scalar at index " + i);
    });
  }
  var pointWindowSizes = /* @__PURE__ */ new WeakMap();
  function getWindowSize(P2) {
    return pointWindowSizes.get(P2) || 1;
  }
  function oddMultiples(p, size2) {
    const dbl = p.double();
    const t = [p];
    for (let j = 1; j < size2; j++)
      t.push(t[j - 1].add(dbl));
    return t;
  }
  function wnafDigits(n, W) {
    const size2 = 2 ** W;
    const half = size2 / 2;
    const mask = BigInt(size2 - 1);
    const d2 = [];
    while (n > _0n3) {
      let w = 0;
      if (n & _1n3) {
        w = Number(n & mask);
        if (w >= half)
          w -= size2;
        n -= BigInt(w);
      }
      d2.push(w);
      n >>= _1n3;
    }
    return d2;
  }
  function signedWindowDigits(n, W, windows) {
    const size2 = 2 ** W;
    const half = size2 / 2;
    const mask = BigInt(size2 - 1);
    const shiftBy = BigInt(W);
    const d2 = [];
    for (let w = 0; w < windows; w++) {
      let v = Number(n & mask);
      n >>= shiftBy;
      if (v > half) {
        v -= size2;
        n += _1n3;
      }
      d2.push(v);
    }
    if (n !== _0n3)
      throw new Error("invalid wnaf");
    return d2;
  }
  function wnafWalk(zero2, tables2, digits2) {
    let max = 0;
    for (const d2 of digits2)
      max = Math.max(max, d2.length);
    let acc = zero2;
    for (let bit = max - 1; bit >= 0; bit--) {
      if (bit !== max - 1)
        acc = acc.double();
      for (let i = 0; i < digits2.length; i++) {
        const w = digits2[i][bit];
        if (w) {
          const item = tables2[i][Math.abs(w) - 1 >> 1];
          acc = acc.add(w < 0 ? item.negate() : item);
        }
      }
    }
    return acc;
  }
  var ScalarMultiplier = class {
    Point;
    BASE;
    ZERO;
    randomBytes;
    wnafPrecomputes = /* @__PURE__ */ new WeakMap();
    baseCanBeBlinded;
    bits;
    // Parametrized with a given Point class (not individual point)
    constructor(Point2, randomBytes6) {
      validatePointCons(Point2);
      this.randomBytes = probeRandomBytes(randomBytes6, BLIND_BYTES);
      this.Point = Point2;
      this.BASE = Point2.BASE;
      this.ZERO = Point2.ZERO;
      this.bits = Point2.Fn.BITS;
    }
    /**
     * Creates a signed fixed-window wNAF precomputation table: for every window w, the
     * multiples `[1..2^(W−1)]⋅2^(w⋅W)⋅P`, flattened. All doublings are baked into the table,
     * so cached multiplication is additions-only. `windows = ceil(bits/W) + 1`: the extra
     * window absorbs the final carry of signed-digit recoding.
     * For a 256-bit curve and W=6, the table is 44⋅32 = 1408 points.
     * @param point - Point instance
     * @param W - window size
     * @param bits - scalar bitlength the table must cover
     */
    buildWnafTable(point, W, bits) {
      const windows = Math.ceil(bits / W) + 1;
      const half = 2 ** (W - 1);
      const comp = [];
      let base2 = point;
      for (let w = 0; w < windows; w++) {
        let acc = base2;
        for (let i = 0; i < half; i++) {
          comp.push(acc);
          acc = acc.add(base2);
        }
        base2 = comp[comp.length - 1].double();
      }
      return { W, bits, windows, comp };
    }
    /**
     * Implements ec multiplication using precomputed signed fixed-window wNAF tables.
     * Constant-time: fixed window count with one table addition per window — zero digits feed
     * the fake accumulator — and no doublings; the lookup scans the whole window slice.
     * Scalar bounds are validated by the public entry points ({@link ScalarMultiplier.mulCT},
     * {@link ScalarMultiplier.mulCTBlinded}, {@link ScalarMultiplier.mulUnsafe});
     * signedWindowDigits throws if `n` exceeds the table.
     * @returns real and fake (for const-time) points
     */
    wnafCachedCT(precomputes, n) {
      const { W, windows, comp } = precomputes;
      const half = 2 ** (W - 1);
      const digits2 = signedWindowDigits(n, W, windows);
      let p = this.ZERO;
      let f = this.BASE;
      for (let w = 0; w < windows; w++) {
        const digit = digits2[w];
        const start2 = w * half;
        const idx = Math.abs(digit) - 1;
        let sel = comp[start2];
        for (let i = 1; i < half; i++)
          sel = i === idx ? comp[start2 + i] : sel;
        const neg = sel.negate();
        if (digit === 0)
          f = f.add(comp[start2]);
        else
          p = p.add(digit < 0 ? neg : sel);
      }
      return { p, f };
    }
    // Cache key is point identity plus (W, bits); at most two entries exist per point (public-width
    // `Fn.BITS` and blinded `Fn.BITS + BLIND_BITS`). Callers must not reuse the same point with
    // incompatible `transform(...)` layouts and expect a separate cache entry.
    getWnafPrecomputes(W, point, bits, transform) {
      let entries = this.wnafPrecomputes.get(point);
      let comp = entries?.find((entry) => entry.W === W && entry.bits === bits);
      if (!comp) {
        comp = this.buildWnafTable(point, W, bits);
        if (typeof transform === "function")
          comp = { ...comp, comp: transform(comp.comp) };
        if (!entries) {
          entries = [];
          this.wnafPrecomputes.set(point, entries);
        }
        entries.push(comp);
      }
      return comp;
    }
    assertPoint(point) {
      if (!(point instanceof this.Point))
        throw new TypeError('"point" expected Point instance, got type=' + typeof point);
    }
    // Shared prologue of the constant-time entry points. Rejects scalar 0: in key/signature-style
    // callers a zero scalar means broken upstream plumbing, and concrete Points already reject it.
    // Uses inRange instead of Fn.isValidNot0: validateField() only certifies the arithmetic subset.
    validateMulInput(point, scalar) {
      this.assertPoint(point);
      if (!inRange(scalar, _1n3, this.Point.Fn.ORDER))
        throw new Error("invalid scalar");
    }
    // Constant-time dispatch shared by mulCT / mulCTBlinded. Un-precomputed points (W===1, e.g.
    // ECDH peer keys) skip building a throwaway cached table in favor of a small fixed-window
    // multiply. `n` must be < 2^bits.
    runCT(point, n, bits, transform) {
      const W = getWindowSize(point);
      if (W === 1)
        return this.fixedWindowCT(point, n, bits);
      return this.wnafCachedCT(this.getWnafPrecomputes(W, point, bits, transform), n);
    }
    mulCT(point, scalar, transform) {
      this.validateMulInput(point, scalar);
      return this.runCT(point, scalar, this.bits, transform);
    }
    mulCTBlinded(point, scalar, transform) {
      this.validateMulInput(point, scalar);
      if (this.randomBytes === void 0)
        throw new Error("randomBytes is required for scalar blinding");
      const bits = this.Point.Fn.BITS + BLIND_BITS;
      const blind = this.randomBytes(BLIND_BYTES);
      if (!isBytes2(blind) || blind.length !== BLIND_BYTES)
        throw new Error("randomBytes returned invalid byte array");
      blind[0] = blind[0] & 63 | 128;
      const n = scalar + bytesToNumberBE(blind) * this.Point.Fn.ORDER;
      return this.runCT(point, n, bits, transform);
    }
    /**
     * Constant-time multiplication `n*point` for an un-precomputed point, via a small fixed window.
     * A cached wNAF table only pays off when reused; a flat 2^FW_WINDOW table (`size-1` adds) is
     * far cheaper to build for a single use. The point-operation sequence is independent of `n`:
     * build the table, then per window exactly FW_WINDOW doublings, a data-oblivious scan over
     * every table entry, and one addition (adds the identity when the window digit is 0 — never
     * skipped).
     *
     * `n` must be `< 2^bits`. Assumes complete addition (adding the identity costs the same as any
     * add), which holds for the Weierstrass/Edwards point types used here. The table is left in
     * projective form (no normalizeZ): normalizing this small a table costs more than the
     * mixed-add savings it would buy for a single multiply.
     * @returns real point `p`; `f` duplicates it only to match {@link wnafCachedCT}'s return shape
     * (this path needs no fake accumulator — its op-count is already scalar-independent).
     */
    fixedWindowCT(point, n, bits) {
      const W = FW_WINDOW;
      const size2 = 1 << W;
      const mask = bitMask(W);
      const table = new Array(size2);
      table[0] = this.ZERO;
      for (let i = 1; i < size2; i++)
        table[i] = table[i - 1].add(point);
      const windows = Math.ceil(bits / W);
      let acc = this.ZERO;
      for (let window2 = windows - 1; window2 >= 0; window2--) {
        if (window2 !== windows - 1)
          for (let d2 = 0; d2 < W; d2++)
            acc = acc.double();
        const digit = Number(n >> BigInt(window2 * W) & mask);
        let sel = table[0];
        for (let i = 1; i < size2; i++)
          sel = i === digit ? table[i] : sel;
        acc = acc.add(sel);
      }
      return { p: acc, f: acc };
    }
    shouldBlind(point, cofactor) {
      if (this.randomBytes === void 0)
        return false;
      if (cofactor === _1n3)
        return true;
      if (point !== this.BASE)
        return false;
      if (this.baseCanBeBlinded === void 0)
        this.baseCanBeBlinded = this.mulUnsafe(this.BASE, this.Point.Fn.ORDER).is0();
      return this.baseCanBeBlinded;
    }
    mulSecret(point, scalar, cofactor, transform) {
      return this.shouldBlind(point, cofactor) ? this.mulCTBlinded(point, scalar, transform) : this.mulCT(point, scalar, transform);
    }
    mulUnsafe(point, scalar, transform) {
      this.assertPoint(point);
      if (!isPosBig(scalar))
        throw new Error("invalid scalar");
      const W = getWindowSize(point);
      if (W === 1 || scalar >= this.Point.Fn.ORDER)
        return mulAddUnsafe(this.Point, [point], [scalar], true);
      const precomputes = this.getWnafPrecomputes(W, point, this.bits, transform);
      return this.wnafCachedCT(precomputes, scalar).p;
    }
    // Remembers the window size used for precomputed wNAF multiplication of the given point
    // and drops any previously built tables. Usually only the base point is precomputed.
    // W=1 resets the point to the un-precomputed (table-less) paths.
    // W is additionally capped so tables stay under ~2 GiB ({@link TABLE_BYTES_MAX}).
    setWindowSize(point, W) {
      this.assertPoint(point);
      validateW(W, this.bits);
      const windows = Math.ceil((this.bits + BLIND_BITS) / W) + 1;
      validateTableBytes(windows * 2 ** (W - 1), this.Point.Fp.BYTES);
      pointWindowSizes.set(point, W);
      this.wnafPrecomputes.delete(point);
    }
    // True when a window size is set: tables themselves are built lazily on first multiply.
    hasWindowSize(point) {
      return getWindowSize(point) !== 1;
    }
  };
  function mulAddUnsafe(c, points, scalars, allowOversized = false) {
    validatePointCons(c);
    validateMSMPoints(points, c);
    abool2(allowOversized, "allowOversized");
    validateMSMScalars(scalars, c.Fn, allowOversized ? c.Fn.ORDER ** _4n2 : void 0);
    if (points.length !== scalars.length)
      throw new Error("arrays of points and scalars must have equal length");
    const tables2 = points.map((p) => oddMultiples(p, 4));
    const digits2 = scalars.map((n) => wnafDigits(n, 4));
    return wnafWalk(c.ZERO, tables2, digits2);
  }
  function createField(order3, field2, isLE3) {
    if (field2) {
      if (field2.ORDER !== order3)
        throw new Error("Field.ORDER must match order: Fp == p, Fn == n");
      validateField(field2);
      return field2;
    } else {
      return Field(order3, { isLE: isLE3 });
    }
  }
  function createCurveFields(type, CURVE, curveOpts = {}, FpFnLE) {
    if (type !== "weierstrass" && type !== "edwards")
      throw new Error('expected curve type "weierstrass" or "edwards"');
    if (FpFnLE === void 0)
      FpFnLE = type === "edwards";
    if (!CURVE || typeof CURVE !== "object")
      throw new Error(`expected valid ${type} CURVE object`);
    validateObject(curveOpts);
    for (const p of ["p", "n", "h"]) {
      const val = CURVE[p];
      if (!(isPosBig(val) && val !== _0n3))
        throw new Error(`CURVE.${p} must be positive bigint`);
    }
    const Fp2 = createField(CURVE.p, curveOpts.Fp, FpFnLE);
    const Fn = createField(CURVE.n, curveOpts.Fn, FpFnLE);
    const _b = type === "weierstrass" ? "b" : "d";
    const params = ["Gx", "Gy", "a", _b];
    for (const p of params) {
      if (!Fp2.isValid(CURVE[p]))
        throw new Error(`CURVE.${p} must be valid field element of CURVE.Fp`);
    }
    CURVE = Object.freeze(Object.assign({}, CURVE));
    return { CURVE, Fp: Fp2, Fn };
  }
  function createKeygen(randomSecretKey, getPublicKey) {
    return function keygen(seed) {
      const secretKey = randomSecretKey(seed);
      return { secretKey, publicKey: getPublicKey(secretKey) };
    };
  }

  // node_modules/@noble/curves/abstract/edwards.js
  var _0n4 = /* @__PURE__ */ BigInt(0);
  var _1n4 = /* @__PURE__ */ BigInt(1);
  var _2n2 = /* @__PURE__ */ BigInt(2);
  var _4n3 = /* @__PURE__ */ BigInt(4);
  var _8n2 = /* @__PURE__ */ BigInt(8);
  function isEdValidXY(Fp2, CURVE, x, y) {
    const x2 = Fp2.sqr(x);
    const y2 = Fp2.sqr(y);
    const left = Fp2.add(Fp2.mul(CURVE.a, x2), y2);
    const right = Fp2.add(Fp2.ONE, Fp2.mul(CURVE.d, Fp2.mul(x2, y2)));
    return Fp2.eql(left, right);
  }
  function edwards(params, extraOpts = {}) {
    validateObject(extraOpts, {}, {}, "extraOpts");
    const opts2 = extraOpts;
    const validated = createCurveFields("edwards", params, opts2, opts2.FpFnLE);
    const { Fp: Fp2, Fn } = validated;
    let CURVE = validated.CURVE;
    const { h: cofactor } = CURVE;
    if (FpLegendre(Fp2, CURVE.a) !== 1)
      throw new Error("edwards: CURVE.a must be a square in Fp for complete addition formulas");
    if (FpLegendre(Fp2, CURVE.d) !== -1)
      throw new Error("edwards: CURVE.d must be a non-square in Fp for complete addition formulas");
    validateObject(opts2, {}, { uvRatio: "function", randomBytes: "function" });
    const randomBytes6 = opts2.randomBytes === void 0 ? randomBytes3 : opts2.randomBytes;
    const MASK = _2n2 << BigInt(Fp2.BYTES * 8) - _1n4;
    function isOdd(n) {
      if (!Fp2.isOdd)
        throw new Error("Field does not have .isOdd()");
      return Fp2.isOdd(n);
    }
    const uvRatio2 = opts2.uvRatio === void 0 ? (u, v) => {
      try {
        return { isValid: true, value: Fp2.sqrt(Fp2.div(u, v)) };
      } catch (e) {
        return { isValid: false, value: _0n4 };
      }
    } : opts2.uvRatio;
    if (!isEdValidXY(Fp2, CURVE, CURVE.Gx, CURVE.Gy))
      throw new Error("bad curve params: generator point");
    const mulA = Fp2.eql(CURVE.a, Fp2.neg(Fp2.ONE)) ? (x) => Fp2.neg(x) : Fp2.eql(CURVE.a, Fp2.ONE) ? (x) => x : (x) => Fp2.mul(CURVE.a, x);
    function acoord(title, n, banZero = false) {
      const min = banZero ? _1n4 : _0n4;
      aInRange("coordinate " + title, n, min, MASK);
      return n;
    }
    function aedpoint(other3) {
      if (!(other3 instanceof Point2))
        throw new Error("EdwardsPoint expected");
    }
    class Point2 {
      static BASE = new Point2(CURVE.Gx, CURVE.Gy, Fp2.ONE, Fp2.mul(CURVE.Gx, CURVE.Gy));
      static ZERO = new Point2(Fp2.ZERO, Fp2.ONE, Fp2.ONE, Fp2.ZERO);
      static Fp = Fp2;
      static Fn = Fn;
      X;
      Y;
      Z;
      T;
      constructor(X, Y, Z, T) {
        this.X = acoord("x", X);
        this.Y = acoord("y", Y);
        this.Z = acoord("z", Z, true);
        this.T = acoord("t", T);
        Object.freeze(this);
      }
      static CURVE() {
        return CURVE;
      }
      /**
       * Create one extended Edwards point from affine coordinates.
       * Does NOT validate that the point is on-curve or torsion-free.
       * Use `.assertValidity()` on adversarial inputs.
       */
      static fromAffine(p) {
        if (p instanceof Point2)
          throw new Error("extended point not allowed");
        const { x, y } = p || {};
        acoord("x", x);
        acoord("y", y);
        return new Point2(x, y, Fp2.ONE, Fp2.mul(x, y));
      }
      // Uses algo from RFC8032 5.1.3.
      static fromBytes(bytes3, zip215 = false) {
        const len = Fp2.BYTES;
        const { a, d: d2 } = CURVE;
        bytes3 = copyBytes2(abytes2(bytes3, len, "point"));
        abool2(zip215, "zip215");
        const normed = copyBytes2(bytes3);
        const lastByte = bytes3[len - 1];
        normed[len - 1] = lastByte & ~128;
        const y = bytesToNumberLE(normed);
        const max = zip215 ? MASK : Fp2.ORDER;
        aInRange("point.y", y, _0n4, max);
        const y2 = Fp2.sqr(y);
        const u = Fp2.sub(y2, Fp2.ONE);
        const v = Fp2.sub(Fp2.mulN(d2, y2), a);
        let { isValid, value: x } = uvRatio2(u, v);
        if (!isValid)
          throw new Error("bad point: invalid y coordinate");
        const isXOdd = isOdd(x);
        const isLastByteOdd = (lastByte & 128) !== 0;
        if (!zip215 && Fp2.is0(x) && isLastByteOdd)
          throw new Error("bad point: x=0 and x_0=1");
        if (isLastByteOdd !== isXOdd)
          x = Fp2.neg(x);
        return Point2.fromAffine({ x, y });
      }
      static fromHex(hex, zip215 = false) {
        return Point2.fromBytes(hexToBytes2(hex), zip215);
      }
      get x() {
        return this.toAffine().x;
      }
      get y() {
        return this.toAffine().y;
      }
      precompute(windowSize = 6, isLazy = true) {
        wnaf.setWindowSize(this, windowSize);
        if (!isLazy)
          this.multiply(_2n2);
        return this;
      }
      // Useful in fromAffine() - not for fromBytes(), which always created valid points.
      assertValidity() {
        const p = this;
        const { a, d: d2 } = CURVE;
        if (p.is0())
          throw new Error("bad point: ZERO");
        const { X, Y, Z, T } = p;
        const X2 = Fp2.sqr(X);
        const Y2 = Fp2.sqr(Y);
        const Z2 = Fp2.sqr(Z);
        const Z4 = Fp2.sqr(Z2);
        const aX2 = Fp2.mul(X2, a);
        const left = Fp2.mul(Fp2.add(aX2, Y2), Z2);
        const right = Fp2.add(Z4, Fp2.mul(d2, Fp2.mul(X2, Y2)));
        if (!Fp2.eql(left, right))
          throw new Error("bad point: equation left != right (1)");
        const XY = Fp2.mul(X, Y);
        const ZT = Fp2.mul(Z, T);
        if (!Fp2.eql(XY, ZT))
          throw new Error("bad point: equation left != right (2)");
      }
      // Compare one point to another.
      equals(other3) {
        aedpoint(other3);
        const { X: X1, Y: Y1, Z: Z1 } = this;
        const { X: X2, Y: Y2, Z: Z2 } = other3;
        const X1Z2 = Fp2.mul(X1, Z2);
        const X2Z1 = Fp2.mul(X2, Z1);
        const Y1Z2 = Fp2.mul(Y1, Z2);
        const Y2Z1 = Fp2.mul(Y2, Z1);
        return Fp2.eql(X1Z2, X2Z1) && Fp2.eql(Y1Z2, Y2Z1);
      }
      is0() {
        return this.equals(Point2.ZERO);
      }
      negate() {
        return new Point2(Fp2.neg(this.X), this.Y, this.Z, Fp2.neg(this.T));
      }
      // Fast algo for doubling Extended Point.
      // https://hyperelliptic.org/EFD/g1p/auto-twisted-extended.html#doubling-dbl-2008-hwcd
      // Cost: 4M + 4S + 1*a + 6add + 1*2.
      double() {
        const { X: X1, Y: Y1, Z: Z1 } = this;
        const A = Fp2.sqr(X1);
        const B2 = Fp2.sqr(Y1);
        const C = Fp2.mul(Fp2.sqr(Z1), _2n2);
        const D = mulA(A);
        const x1y1 = Fp2.addN(X1, Y1);
        const E = Fp2.sub(Fp2.subN(Fp2.sqr(x1y1), A), B2);
        const G2 = Fp2.addN(D, B2);
        const F2 = Fp2.subN(G2, C);
        const H = Fp2.subN(D, B2);
        const X3 = Fp2.mul(E, F2);
        const Y3 = Fp2.mul(G2, H);
        const T3 = Fp2.mul(E, H);
        const Z3 = Fp2.mul(F2, G2);
        return new Point2(X3, Y3, Z3, T3);
      }
      // Fast algo for adding 2 Extended Points.
      // https://hyperelliptic.org/EFD/g1p/auto-twisted-extended.html#addition-add-2008-hwcd
      // Cost: 9M + 1*a + 1*d + 7add.
      add(other3) {
        aedpoint(other3);
        const { d: d2 } = CURVE;
        const { X: X1, Y: Y1, Z: Z1, T: T1 } = this;
        const { X: X2, Y: Y2, Z: Z2, T: T2 } = other3;
        const A = Fp2.mul(X1, X2);
        const B2 = Fp2.mul(Y1, Y2);
        const C = Fp2.mul(Fp2.mulN(T1, d2), T2);
        const D = Fp2.mul(Z1, Z2);
        const E = Fp2.sub(Fp2.subN(Fp2.mulN(Fp2.addN(X1, Y1), Fp2.addN(X2, Y2)), A), B2);
        const F2 = Fp2.subN(D, C);
        const G2 = Fp2.addN(D, C);
        const H = Fp2.sub(B2, mulA(A));
        const X3 = Fp2.mul(E, F2);
        const Y3 = Fp2.mul(G2, H);
        const T3 = Fp2.mul(E, H);
        const Z3 = Fp2.mul(F2, G2);
        return new Point2(X3, Y3, Z3, T3);
      }
      subtract(other3) {
        aedpoint(other3);
        return this.add(other3.negate());
      }
      // Constant-time multiplication.
      multiply(scalar) {
        if (!Fn.isValidNot0(scalar))
          throw new RangeError("invalid scalar: expected 1 <= sc < curve.n");
        const { p, f } = wnaf.mulSecret(this, scalar, cofactor, normalize);
        return normalize([p, f])[0];
      }
      // Non-constant-time multiplication. Uses double-and-add algorithm.
      // It's faster, but should only be used when you don't care about
      // an exposed private key e.g. sig verification.
      // Keeps the same subgroup-scalar contract: 0 is allowed for public-scalar callers, but
      // n and larger values are rejected instead of being reduced mod n to the identity point.
      multiplyUnsafe(scalar) {
        if (!Fn.isValid(scalar))
          throw new RangeError("invalid scalar: expected 0 <= sc < curve.n");
        if (scalar === _0n4)
          return Point2.ZERO;
        if (this.is0() || scalar === _1n4)
          return this;
        return wnaf.mulUnsafe(this, scalar, normalize);
      }
      // Checks if point is of small order.
      // If you add something to small order point, you will have "dirty"
      // point with torsion component.
      // Clears cofactor and checks if the result is 0.
      isSmallOrder() {
        return this.clearCofactor().is0();
      }
      // Multiplies point by curve order and checks if the result is 0.
      // Returns `false` is the point is dirty.
      isTorsionFree() {
        return wnaf.mulUnsafe(this, CURVE.n).is0();
      }
      // Converts Extended point to default (x, y) coordinates.
      // Can accept precomputed Z^-1 - for example, from invertBatch.
      toAffine(invertedZ) {
        const p = this;
        let iz = invertedZ;
        if (iz != null && typeof iz !== "bigint")
          throw new TypeError('"invertedZ" expected bigint, got type=' + typeof iz);
        const { X, Y, Z } = p;
        const is0 = p.is0();
        if (iz == null)
          iz = is0 ? Fp2.create(_8n2) : Fp2.inv(Z);
        const x = Fp2.mul(X, iz);
        const y = Fp2.mul(Y, iz);
        const zz = Fp2.mul(Z, iz);
        if (is0)
          return { x: Fp2.ZERO, y: Fp2.ONE };
        if (!Fp2.eql(zz, Fp2.ONE))
          throw new Error("invZ was invalid");
        return { x, y };
      }
      clearCofactor() {
        if (cofactor === _1n4)
          return this;
        if (cofactor === _2n2)
          return this.double();
        if (cofactor === _4n3)
          return this.double().double();
        if (cofactor === _8n2)
          return this.double().double().double();
        return this.multiplyUnsafe(cofactor);
      }
      toBytes() {
        const { x, y } = this.toAffine();
        const bytes3 = Fp2.toBytes(y);
        bytes3[bytes3.length - 1] |= isOdd(x) ? 128 : 0;
        return bytes3;
      }
      toHex() {
        return bytesToHex2(this.toBytes());
      }
      toString() {
        return `<Point ${this.is0() ? "ZERO" : this.toHex()}>`;
      }
    }
    const normalize = (points) => normalizeZ(Point2, points);
    const wnaf = new ScalarMultiplier(Point2, randomBytes6);
    if (wnaf.bits >= 6)
      Point2.BASE.precompute(6);
    Object.freeze(Point2.prototype);
    Object.freeze(Point2);
    return Point2;
  }
  function eddsa(Point2, cHash, eddsaOpts = {}) {
    validatePointCons(Point2);
    if (typeof cHash !== "function")
      throw new Error('"hash" function param is required');
    const hash2 = cHash;
    const opts2 = eddsaOpts;
    validateObject(opts2, {}, {
      adjustScalarBytes: "function",
      randomBytes: "function",
      domain: "function",
      prehash: "function",
      zip215: "boolean",
      mapToCurve: "function",
      toMontgomery: "function",
      toMontgomerySecret: "function"
    });
    const { prehash } = opts2;
    const { BASE, Fp: Fp2, Fn } = Point2;
    const outputLen = hash2.outputLen;
    const expectedLen = 2 * Fp2.BYTES;
    if (outputLen !== void 0) {
      asafenumber(outputLen, "hash.outputLen");
      if (outputLen !== expectedLen)
        throw new Error(`hash.outputLen must be ${expectedLen}, got ${outputLen}`);
    }
    const randomBytes6 = opts2.randomBytes === void 0 ? randomBytes3 : opts2.randomBytes;
    const toMontgomery2 = opts2.toMontgomery;
    const toMontgomerySecret2 = opts2.toMontgomerySecret;
    const adjustScalarBytes2 = opts2.adjustScalarBytes === void 0 ? (bytes3) => bytes3 : opts2.adjustScalarBytes;
    const domain = opts2.domain === void 0 ? (data, ctx, phflag) => {
      abool2(phflag, "phflag");
      if (ctx.length || phflag)
        throw new Error("Contexts/pre-hash are not supported");
      return data;
    } : opts2.domain;
    function modN_LE(hash3) {
      return Fn.create(bytesToNumberLE(hash3));
    }
    function getPrivateScalar(key) {
      const len = lengths.secretKey;
      abytes2(key, lengths.secretKey, "secretKey");
      const hashed = abytes2(hash2(key), 2 * len, "hashedSecretKey");
      const head3 = adjustScalarBytes2(hashed.slice(0, len));
      const prefix4 = hashed.slice(len, 2 * len);
      const scalar = modN_LE(head3);
      return { head: head3, prefix: prefix4, scalar };
    }
    function getExtendedPublicKey(secretKey) {
      const { head: head3, prefix: prefix4, scalar } = getPrivateScalar(secretKey);
      const point = BASE.multiply(scalar);
      const pointBytes = point.toBytes();
      return { head: head3, prefix: prefix4, scalar, point, pointBytes };
    }
    function getPublicKey(secretKey) {
      return getExtendedPublicKey(secretKey).pointBytes;
    }
    function hashDomainToScalar(context = Uint8Array.of(), ...msgs) {
      const msg = concatBytes2(...msgs);
      return modN_LE(hash2(domain(msg, abytes2(context, void 0, "context"), !!prehash)));
    }
    function sign2(msg, secretKey, options = {}) {
      validateObject(options, {}, {}, "options");
      msg = copyBytes2(abytes2(msg, void 0, "message"));
      if (prehash)
        msg = prehash(msg);
      const { prefix: prefix4, scalar, pointBytes } = getExtendedPublicKey(secretKey);
      const r = hashDomainToScalar(options.context, prefix4, msg);
      const R = BASE.multiply(r).toBytes();
      const k = hashDomainToScalar(options.context, R, pointBytes, msg);
      const s = Fn.create(r + k * scalar);
      if (!Fn.isValid(s))
        throw new Error("sign failed: invalid s");
      const rs = concatBytes2(R, Fn.toBytes(s));
      return abytes2(rs, lengths.signature, "result");
    }
    const verifyOpts = {
      zip215: opts2.zip215
    };
    function verify2(sig, msg, publicKey, options = verifyOpts) {
      validateObject(options);
      const { context } = options;
      const zip215 = options.zip215 === void 0 ? !!verifyOpts.zip215 : options.zip215;
      const len = lengths.signature;
      sig = abytes2(sig, len, "signature");
      msg = abytes2(msg, void 0, "message");
      publicKey = abytes2(publicKey, lengths.publicKey, "publicKey");
      if (zip215 !== void 0)
        abool2(zip215, "zip215");
      if (prehash)
        msg = prehash(msg);
      const mid = len / 2;
      const r = sig.subarray(0, mid);
      const s = bytesToNumberLE(sig.subarray(mid, len));
      let A, R, SB;
      try {
        A = Point2.fromBytes(publicKey, zip215);
        R = Point2.fromBytes(r, zip215);
        SB = BASE.multiplyUnsafe(s);
      } catch (error) {
        return false;
      }
      if (!zip215 && A.isSmallOrder())
        return false;
      const k = hashDomainToScalar(context, r, publicKey, msg);
      const RkA = R.add(A.multiplyUnsafe(k));
      return RkA.subtract(SB).clearCofactor().is0();
    }
    const _size = Fp2.BYTES;
    const lengths = {
      secretKey: _size,
      publicKey: _size,
      signature: 2 * _size,
      seed: _size
    };
    function randomSecretKey(seed) {
      seed = seed === void 0 ? randomBytes6(lengths.seed) : seed;
      return abytes2(seed, lengths.seed, "seed");
    }
    function isValidSecretKey(key) {
      return isBytes2(key) && key.length === lengths.secretKey;
    }
    function isValidPublicKey(key, zip215) {
      try {
        return !!Point2.fromBytes(key, zip215 === void 0 ? verifyOpts.zip215 : zip215);
      } catch (error) {
        return false;
      }
    }
    const utils = {
      getExtendedPublicKey,
      randomSecretKey,
      isValidSecretKey,
      isValidPublicKey,
      /** Converts an Edwards public key to a companion Montgomery public key. */
      toMontgomery(publicKey) {
        if (toMontgomery2 === void 0)
          throw new Error("Montgomery conversion is not supported for this curve");
        return toMontgomery2(Point2.fromBytes(publicKey));
      },
      toMontgomerySecret(secretKey) {
        if (toMontgomerySecret2 === void 0)
          throw new Error("Montgomery conversion is not supported for this curve");
        return toMontgomerySecret2(secretKey);
      }
    };
    Object.freeze(lengths);
    Object.freeze(utils);
    return Object.freeze({
      keygen: createKeygen(randomSecretKey, getPublicKey),
      getPublicKey,
      sign: sign2,
      verify: verify2,
      utils,
      Point: Point2,
      lengths
    });
  }

  // node_modules/@noble/curves/abstract/fft.js
  function checkU32(n, title = "n") {
    if (typeof n !== "number")
      throw new TypeError(`wrong u32 integer "${title}": expected number, got type=${typeof n}`);
    if (!Number.isSafeInteger(n) || n < 0 || n > 4294967295)
      throw new RangeError(`wrong u32 integer "${title}": expected 0..4294967295, got ${n}`);
    return n;
  }
  function isPowerOfTwo(x) {
    checkU32(x, "x");
    return (x & x - 1) === 0 && x !== 0;
  }
  function reverseBits(n, bits) {
    checkU32(n);
    if (typeof bits !== "number")
      throw new TypeError('"bits" expected number, got type=' + typeof bits);
    if (!Number.isSafeInteger(bits) || bits < 0 || bits > 32)
      throw new Error(`expected integer 0 <= bits <= 32, got ${bits}`);
    let reversed = 0;
    for (let i = 0; i < bits; i++, n >>>= 1)
      reversed = reversed << 1 | n & 1;
    return reversed >>> 0;
  }
  function log2(n) {
    checkU32(n);
    return 31 - Math.clz32(n);
  }
  function bitReversalInplace(values2) {
    if (!values2 || typeof values2 !== "object" || typeof values2.length !== "number")
      throw new TypeError('"values" expected array-like, got type=' + typeof values2);
    const n = values2.length;
    if (!isPowerOfTwo(n))
      throw new Error("expected positive power-of-two length, got " + n);
    const bits = log2(n);
    for (let i = 0; i < n; i++) {
      const j = reverseBits(i, bits);
      if (i < j) {
        const tmp = values2[i];
        values2[i] = values2[j];
        values2[j] = tmp;
      }
    }
    return values2;
  }
  var FFTCore = (F2, coreOpts) => {
    validateObject(coreOpts, { N: "number", roots: "object", dit: "boolean" }, { invertButterflies: "boolean", skipStages: "number", brp: "boolean" }, "coreOpts");
    const { N: N2, roots, dit, invertButterflies = false, skipStages = 0, brp = true } = coreOpts;
    checkU32(N2, "coreOpts.N");
    const bits = log2(N2);
    if (!isPowerOfTwo(N2))
      throw new Error("FFT: Polynomial size should be power of two");
    checkU32(skipStages, "coreOpts.skipStages");
    const maxSkipStages = bits === 0 ? 0 : bits - 1;
    if (skipStages > maxSkipStages)
      throw new Error(`FFT: wrong skipStages: expected 0 <= skipStages <= ${maxSkipStages}`);
    if (roots.length !== N2)
      throw new Error(`FFT: wrong roots length: expected ${N2}, got ${roots.length}`);
    const isDit = dit !== invertButterflies;
    return (values2) => {
      if (values2.length !== N2)
        throw new Error("FFT: wrong Polynomial length");
      if (dit && brp)
        bitReversalInplace(values2);
      for (let i = 0, g = 1; i < bits - skipStages; i++) {
        const s = dit ? i + 1 + skipStages : bits - i;
        const m = 1 << s;
        const m2 = m >> 1;
        const stride = N2 >> s;
        for (let k = 0; k < N2; k += m) {
          for (let j = 0, grp = g++; j < m2; j++) {
            const rootPos = invertButterflies ? dit ? N2 - grp : grp : j * stride;
            const i0 = k + j;
            const i1 = k + j + m2;
            const omega = roots[rootPos];
            const b = values2[i1];
            const a = values2[i0];
            if (isDit) {
              const t = F2.mul(b, omega);
              values2[i0] = F2.add(a, t);
              values2[i1] = F2.sub(a, t);
            } else if (invertButterflies) {
              values2[i0] = F2.add(b, a);
              values2[i1] = F2.mul(F2.sub(b, a), omega);
            } else {
              values2[i0] = F2.add(a, b);
              values2[i1] = F2.mul(F2.sub(a, b), omega);
            }
          }
        }
      }
      if (!dit && brp)
        bitReversalInplace(values2);
      return values2;
    };
  };

  // node_modules/@noble/curves/abstract/montgomery.js
  var _0n5 = /* @__PURE__ */ BigInt(0);
  var _1n5 = /* @__PURE__ */ BigInt(1);
  var _2n3 = /* @__PURE__ */ BigInt(2);
  function cmask(P2, swap) {
    return P2 + swap - (swap >> _1n5 << _1n5);
  }
  function cswap(P2) {
    const offset2 = BigInt(6) * P2;
    return (mask, x_2, x_3) => {
      const sum = x_2 + x_3;
      const d2 = offset2 + x_3 - x_2;
      const a = (d2 * mask + x_2) % P2;
      return { x_2: a, x_3: sum - a };
    };
  }
  function validateOpts(curve) {
    validateObject(curve, {
      P: "bigint",
      type: "string",
      adjustScalarBytes: "function",
      powPminus2: "function"
    }, {
      randomBytes: "function",
      scalarMultBase: "function"
    });
    return Object.freeze({ ...curve });
  }
  function montgomery(curveDef) {
    const CURVE = validateOpts(curveDef);
    const { P: P2, type, adjustScalarBytes: adjustScalarBytes2, powPminus2, randomBytes: rand } = CURVE;
    const mulBaseHook = CURVE.scalarMultBase;
    const is25519 = type === "x25519";
    if (!is25519 && type !== "x448")
      throw new Error("invalid type");
    const randomBytes_ = rand === void 0 ? randomBytes3 : rand;
    const montgomeryBits = is25519 ? 255 : 448;
    const swap = cswap(P2);
    const fieldLen = is25519 ? 32 : 56;
    const Gu = is25519 ? BigInt(9) : BigInt(5);
    const a24 = is25519 ? BigInt(121665) : BigInt(39081);
    const minScalar = is25519 ? _2n3 ** BigInt(254) : _2n3 ** BigInt(447);
    const maxAdded = is25519 ? BigInt(8) * (_2n3 ** BigInt(251) - _1n5) : BigInt(4) * (_2n3 ** BigInt(445) - _1n5);
    const maxScalar = minScalar + maxAdded + _1n5;
    const modP = (n) => mod(n, P2);
    const GuBytes = encodeU(Gu);
    function encodeU(u) {
      return numberToBytesLE(modP(u), fieldLen);
    }
    function decodeU(u) {
      const _u = copyBytes2(abytes2(u, fieldLen, "uCoordinate"));
      if (is25519)
        _u[31] &= 127;
      return modP(bytesToNumberLE(_u));
    }
    function decodeScalar(scalar) {
      return bytesToNumberLE(adjustScalarBytes2(copyBytes2(abytes2(scalar, fieldLen, "scalar"))));
    }
    const lowOrderU = new Set(is25519 ? [
      _0n5,
      _1n5,
      P2 - _1n5,
      BigInt("325606250916557431795983626356110631294008115727848805560023387167927233504"),
      BigInt("39382357235489614581723060781553021112529911719440698176882885853963445705823")
    ] : [_0n5, _1n5, P2 - _1n5]);
    function scalarMult2(scalar, u) {
      const pointU = decodeU(u);
      if (lowOrderU.has(pointU))
        throw new Error("invalid private or public key received");
      const pu = montgomeryLadder(pointU, decodeScalar(scalar));
      if (pu === _0n5)
        throw new Error("invalid private or public key received");
      return encodeU(pu);
    }
    function scalarMultBase2(scalar) {
      if (mulBaseHook === void 0)
        return scalarMult2(scalar, GuBytes);
      const k = decodeScalar(scalar);
      aInRange("scalar", k, minScalar, maxScalar);
      const pu = modP(mulBaseHook(k));
      if (pu === _0n5)
        throw new Error("invalid private or public key received");
      return encodeU(pu);
    }
    const getPublicKey = scalarMultBase2;
    const getSharedSecret = scalarMult2;
    function montgomeryLadder(u, scalar) {
      aInRange("u", u, _0n5, P2);
      aInRange("scalar", scalar, minScalar, maxScalar);
      const k = scalar;
      const x_1 = u;
      let x_2 = _1n5;
      let z_2 = _0n5;
      let x_3 = u;
      let z_3 = _1n5;
      const kx = k ^ k >> _1n5;
      for (let t = BigInt(montgomeryBits - 1); t >= _0n5; t--) {
        const mask2 = cmask(P2, kx >> t);
        ({ x_2, x_3 } = swap(mask2, x_2, x_3));
        ({ x_2: z_2, x_3: z_3 } = swap(mask2, z_2, z_3));
        const A = x_2 + z_2;
        const AA = modP(A * A);
        const B2 = x_2 - z_2;
        const BB = modP(B2 * B2);
        const E = AA - BB;
        const C = x_3 + z_3;
        const D = x_3 - z_3;
        const DA = modP(D * A);
        const CB = modP(C * B2);
        const dacb = DA + CB;
        const da_cb = DA - CB;
        x_3 = modP(dacb * dacb);
        z_3 = modP(x_1 * modP(da_cb * da_cb));
        x_2 = modP(AA * BB);
        z_2 = modP(E * (AA + modP(a24 * E)));
      }
      const mask = cmask(P2, k);
      ({ x_2, x_3 } = swap(mask, x_2, x_3));
      ({ x_2: z_2, x_3: z_3 } = swap(mask, z_2, z_3));
      const z2 = powPminus2(z_2);
      return modP(x_2 * z2);
    }
    const lengths = {
      secretKey: fieldLen,
      publicKey: fieldLen,
      seed: fieldLen
    };
    const randomSecretKey = (seed) => {
      seed = seed === void 0 ? randomBytes_(fieldLen) : seed;
      abytes2(seed, lengths.seed, "seed");
      return seed;
    };
    const utils = { randomSecretKey };
    Object.freeze(lengths);
    Object.freeze(utils);
    return Object.freeze({
      keygen: createKeygen(randomSecretKey, getPublicKey),
      getSharedSecret,
      getPublicKey,
      scalarMult: scalarMult2,
      scalarMultBase: scalarMultBase2,
      utils,
      GuBytes: GuBytes.slice(),
      lengths
    });
  }

  // node_modules/@noble/curves/ed25519.js
  var _0n6 = /* @__PURE__ */ BigInt(0);
  var _1n6 = /* @__PURE__ */ BigInt(1);
  var _2n4 = /* @__PURE__ */ BigInt(2);
  var _3n2 = /* @__PURE__ */ BigInt(3);
  var _5n2 = /* @__PURE__ */ BigInt(5);
  var _8n3 = /* @__PURE__ */ BigInt(8);
  var ed25519_CURVE_p = /* @__PURE__ */ BigInt("0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed");
  var ed25519_CURVE = /* @__PURE__ */ (() => ({
    p: ed25519_CURVE_p,
    n: BigInt("0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed"),
    h: _8n3,
    a: BigInt("0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec"),
    d: BigInt("0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3"),
    Gx: BigInt("0x216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51a"),
    Gy: BigInt("0x6666666666666666666666666666666666666666666666666666666666666658")
  }))();
  function ed25519_pow_2_252_3(x) {
    const _10n = BigInt(10), _20n = BigInt(20), _40n = BigInt(40), _80n = BigInt(80);
    const P2 = ed25519_CURVE_p;
    const x2 = x * x % P2;
    const b2 = x2 * x % P2;
    const b4 = pow2(b2, _2n4, P2) * b2 % P2;
    const b5 = pow2(b4, _1n6, P2) * x % P2;
    const b10 = pow2(b5, _5n2, P2) * b5 % P2;
    const b20 = pow2(b10, _10n, P2) * b10 % P2;
    const b40 = pow2(b20, _20n, P2) * b20 % P2;
    const b80 = pow2(b40, _40n, P2) * b40 % P2;
    const b160 = pow2(b80, _80n, P2) * b80 % P2;
    const b240 = pow2(b160, _80n, P2) * b80 % P2;
    const b250 = pow2(b240, _10n, P2) * b10 % P2;
    const pow_p_5_8 = pow2(b250, _2n4, P2) * x % P2;
    return { pow_p_5_8, b2 };
  }
  function adjustScalarBytes(bytes3) {
    bytes3[0] &= 248;
    bytes3[31] &= 127;
    bytes3[31] |= 64;
    return bytes3;
  }
  var ED25519_SQRT_M1 = /* @__PURE__ */ BigInt("19681161376707505956807079304988542015446066515923890162744021073123829784752");
  function uvRatio(u, v) {
    const P2 = ed25519_CURVE_p;
    const v3 = mod(v * v * v, P2);
    const v7 = mod(v3 * v3 * v, P2);
    const pow3 = ed25519_pow_2_252_3(u * v7).pow_p_5_8;
    let x = mod(u * v3 * pow3, P2);
    const vx2 = mod(v * x * x, P2);
    const root1 = x;
    const root2 = mod(x * ED25519_SQRT_M1, P2);
    const useRoot1 = vx2 === u;
    const useRoot2 = vx2 === mod(-u, P2);
    const noRoot = vx2 === mod(-u * ED25519_SQRT_M1, P2);
    if (useRoot1)
      x = root1;
    if (useRoot2 || noRoot)
      x = root2;
    if (isNegativeLE(x, P2))
      x = mod(-x, P2);
    return { isValid: useRoot1 || useRoot2, value: x };
  }
  var ed25519_Point = /* @__PURE__ */ edwards(ed25519_CURVE, { uvRatio });
  var Fp = /* @__PURE__ */ (() => ed25519_Point.Fp)();
  function toMontgomery(point) {
    const { y } = point;
    return Fp.toBytes(Fp.div(_1n6 + y, _1n6 - y));
  }
  function toMontgomerySecret(secretKey) {
    const size2 = ed25519_Point.Fp.BYTES;
    abytes(secretKey, size2);
    return adjustScalarBytes(sha512(secretKey.subarray(0, size2))).subarray(0, size2);
  }
  function ed(opts2) {
    return eddsa(ed25519_Point, sha512, Object.assign({ adjustScalarBytes, toMontgomery, toMontgomerySecret, zip215: true }, opts2));
  }
  var ed25519 = /* @__PURE__ */ ed({});
  var x25519 = /* @__PURE__ */ (() => {
    const P2 = ed25519_CURVE_p;
    const powPminus2 = (x) => {
      const { pow_p_5_8, b2 } = ed25519_pow_2_252_3(x);
      return mod(pow2(pow_p_5_8, _3n2, P2) * b2, P2);
    };
    return montgomery({
      P: P2,
      type: "x25519",
      powPminus2,
      adjustScalarBytes,
      // ~3x faster fixed-base: [k]B on the birationally-equivalent Edwards curve using cached
      // base tables, mapped back via u = (1+y)/(1-y) = (Z+Y)/(Z-Y) with one Fermat inversion.
      // Same construction as libsodium's crypto_scalarmult_curve25519_base.
      scalarMultBase: (k) => {
        const kn = mod(k, ed25519_Point.Fn.ORDER);
        if (kn === _0n6)
          return _0n6;
        const p = ed25519_Point.BASE.multiply(kn);
        return mod((p.Z + p.Y) * powPminus2(mod(p.Z - p.Y, P2)), P2);
      }
    });
  })();

  // src/crypto/keys/equation.ts
  var { Point } = ed25519;
  var order = Point.Fn.ORDER;
  function equation(pk, msg, sig) {
    const [r, s] = [sig.subarray(0, 32), number(sig.subarray(32))];
    if (s >= order) return false;
    let key;
    try {
      key = Point.fromBytes(new Uint8Array(pk));
    } catch {
      return false;
    }
    const k = number(sha512(concat(r, pk, msg))) % order;
    const sum = Point.BASE.multiplyUnsafe(s).add(key.negate().multiplyUnsafe(k));
    return same(sum.toBytes(), r);
  }
  function number(bytes3) {
    return bytes3.reduceRight((n, b) => n << 8n | BigInt(b), 0n);
  }

  // src/crypto/keys/platform.ts
  var algorithm = { name: "Ed25519" };
  async function importKey(pk) {
    return await platformAgrees() ? raw(pk) : void 0;
  }
  async function platformVerify(key, msg, sig) {
    try {
      return await crypto.subtle.verify(algorithm, key, new Uint8Array(sig), new Uint8Array(msg));
    } catch {
      return void 0;
    }
  }
  async function raw(pk) {
    try {
      return await crypto.subtle.importKey("raw", pk, algorithm, false, ["verify"]);
    } catch {
      return void 0;
    }
  }
  var agrees;
  function platformAgrees() {
    agrees ??= ask();
    return agrees;
  }
  async function ask() {
    for (const [pk, msg, sig, counts] of cases) {
      const key = await raw(bytes(pk));
      if (key === void 0 && counts) return false;
      if (key !== void 0 && await platformVerify(key, bytes(msg), bytes(sig)) !== counts) return false;
    }
    return true;
  }
  function bytes(hex) {
    return fromHex(hex) ?? new Uint8Array(0);
  }
  var cases = [
    [
      // as signed
      "038220187480f8e73f7fc3823f55b3fd4275db4221b6468539f26c4e5e3d1e12",
      "736c75697320766563746f7273",
      "c5867f1b2a48a06191f3d9eae46023181623069950635ce5101d5baaab5120a07f38e7bdffdafc65574e6bd265e7fefc275f43005dd78162040be0cd1a148e09",
      true
    ],
    [
      // S is not reduced
      "038220187480f8e73f7fc3823f55b3fd4275db4221b6468539f26c4e5e3d1e12",
      "736c75697320766563746f7273",
      "c5867f1b2a48a06191f3d9eae46023181623069950635ce5101d5baaab5120a06c0cdd1a1a3e0fbe2deb627544e1dd11285f43005dd78162040be0cd1a148e19",
      false
    ],
    [
      // no point has this key
      "0200000000000000000000000000000000000000000000000000000000000000",
      "736c75697320766563746f7273",
      "c5867f1b2a48a06191f3d9eae46023181623069950635ce5101d5baaab5120a07f38e7bdffdafc65574e6bd265e7fefc275f43005dd78162040be0cd1a148e09",
      false
    ],
    [
      // a part of small order in R: holds only with the cofactor
      "038220187480f8e73f7fc3823f55b3fd4275db4221b6468539f26c4e5e3d1e12",
      "736c75697320766563746f7273",
      "058d2c871ab92a19b80a5eacda10015654835c0c205286a019def87490b855c2aa9bbc5cc9ff2c6b4cbe080e63ae8c33a5dced7b2f92a2980880a2b4d7a6280e",
      false
    ],
    [
      // one in the key: holds only with the cofactor
      "71c6e54aa4e3a2b7637a05c23b59088b7b6a7c5b542598b81f2631edd5bf3fee",
      "736c75697320766563746f7273206d6573736167652038",
      "c5867f1b2a48a06191f3d9eae46023181623069950635ce5101d5baaab5120a03a81c1374a11e903045240a9601381aedb8a9f26d2b581b887fe47f73d467f0f",
      false
    ],
    [
      // one in the key that cancels
      "71c6e54aa4e3a2b7637a05c23b59088b7b6a7c5b542598b81f2631edd5bf3fee",
      "736c75697320766563746f7273206d6573736167652032",
      "c5867f1b2a48a06191f3d9eae46023181623069950635ce5101d5baaab5120a0384598e321a0210a3886e074b0d85f51633ee3501a1b5d916c5dfd3b55edf20b",
      true
    ],
    [
      // one in the key that takes away one in R
      "71c6e54aa4e3a2b7637a05c23b59088b7b6a7c5b542598b81f2631edd5bf3fee",
      "736c75697320766563746f7273206d6573736167652034",
      "058d2c871ab92a19b80a5eacda10015654835c0c205286a019def87490b855c25edaa92840b578b959f20574c586bdbc9b3cafefc9fc2b30dc6c30b1a9d8ab0f",
      true
    ]
  ];

  // src/crypto/keys/tables.ts
  var smallOrderY = /* @__PURE__ */ new Set([
    "0000000000000000000000000000000000000000000000000000000000000000",
    // order 4
    "0100000000000000000000000000000000000000000000000000000000000000",
    // order 1
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    // order 8
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    // order 8
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    // order 2
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    // 0, not canonical
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
    // 1, not canonical
  ]);
  var smallOrderU = /* @__PURE__ */ new Set([
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    // -1
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    // 0, not canonical
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
    // 1, not canonical
  ]);
  function standsIn(bytes3, table) {
    const masked = bytes3.slice();
    masked[31] = (masked[31] ?? 0) & 127;
    return table.has(toHex(masked));
  }

  // src/crypto/keys/sign.ts
  var Public = class _Public {
    bytes;
    /** The key as it stands in a line; two keys are equal when this is. */
    hex;
    /** The first half of SHA-256("sluis.v1/keyid\n" || pk). */
    id;
    #imported;
    constructor(bytes3) {
      this.bytes = bytes3;
      this.hex = toHex(bytes3);
      this.id = hashOf(concat(utf8("sluis.v1/keyid\n"), bytes3)).slice(0, 32);
    }
    /** Reads 64 lower-case hex digits (else E01) and refuses, with E06, what keyOK refuses. */
    static parse(hex) {
      const bytes3 = isHash(hex) ? fromHex(hex) : void 0;
      return _Public.from(bytes3 ?? fail("E01", "public key is not 64 hex digits"));
    }
    /** Takes 32 bytes and refuses, with E06, what keyOK refuses. */
    static from(bytes3) {
      if (!keyOK(bytes3)) fail("E06", "public key is not a usable point");
      return new _Public(new Uint8Array(bytes3));
    }
    equals(other3) {
      return this.hex === other3.hex;
    }
    toString() {
      return this.hex;
    }
    /**
     * Whether sig over msg counts under this key: sigOK, S below the group's order,
     * and encode([S]B - [k]A) = R (RFC 8032, 5.1.7, without cofactor).
     */
    async verify(msg, sig) {
      if (!sigOK(sig)) return false;
      this.#imported ??= importKey(this.bytes);
      const key = await this.#imported;
      const verdict2 = key === void 0 ? void 0 : await platformVerify(key, msg, sig);
      return verdict2 ?? equation(this.bytes, msg, sig);
    }
    /**
     * Finds this key's signature in a note and verifies it: E05 when the note
     * carries none of this key, E04 when it does not count. It says nothing of other
     * signatures; a caller who expects two keys checks both.
     */
    async check(note2) {
      const sig = note2.sigs.find((s) => s.key === this.id);
      if (sig === void 0) fail("E05", `no signature of key ${this.id}`);
      if (!await this.verify(note2.signed, sigBytes(sig))) fail("E04", `signature of key ${this.id} does not count`);
    }
  };
  function keyOK(pk) {
    return pk.length === 32 && canonicalY(pk) && !standsIn(pk, smallOrderY);
  }
  function sigOK(sig) {
    return sig.length === 64 && !standsIn(sig.subarray(0, 32), smallOrderY);
  }
  function canonicalY(b) {
    const [first2 = 0, top = 0] = [b[0], b[31]];
    return (top & 127) !== 127 || b.subarray(1, 31).some((c) => c !== 255) || first2 < 237;
  }

  // src/crypto/keys/keyring.ts
  var kinds = ["device", "passkey", "phrase"];
  var isUnlockKind = oneOf(...kinds);
  function unlockKind(text4) {
    return kinds.find((k) => k === text4) ?? fail("E01", "no way to unlock has that name");
  }
  var MinUnlocks = 2;
  var MaxUnlocks = 5;
  var keyringHeadForm = new Form({
    label: "keyring-head",
    fields: [
      once("org", isID),
      once("mid", isID),
      once("version", isNum),
      once("prev", isHash),
      once("ct", isHash),
      once("time", isNum),
      { name: "unlock", min: MinUnlocks, max: MaxUnlocks, values: [isUnlockKind, isID, isHash] }
    ],
    minSigs: 1,
    maxSigs: 1
  });
  var KeyringHead = class {
    org;
    member;
    version;
    // 1, 2, 3 …
    prev;
    // of the head before, ZeroHash in version 1
    ct;
    // SHA-256 of the keyring file
    time;
    // Unix seconds
    unlocks;
    note;
    /** Takes a note of keyringHeadForm; see parseKeyringHead. */
    constructor(note2) {
      this.org = note2.get("org");
      this.member = note2.get("mid");
      this.version = note2.num("version");
      this.prev = note2.get("prev");
      this.ct = note2.get("ct");
      this.time = note2.num("time");
      this.unlocks = note2.all("unlock").map(([kind2, id2 = "", key = ""]) => {
        return { kind: unlockKind(kind2), id: id2, key: Public.parse(key) };
      });
      this.note = note2;
    }
    /** What the next head names as prev. */
    hash() {
      return this.note.hash();
    }
    /** Decides whether the head was signed with login (E05, E04) over exactly this keyring file (E08). */
    async check(login, file3) {
      await login.check(this.note);
      if (hashOf(file3) !== this.ct) fail("E08", "keyring file is not the one its head was signed for");
    }
    /** Decides whether this is the head after before (none: the first), E05 if not. */
    follows(before) {
      if (before !== void 0 && (this.org !== before.org || this.member !== before.member)) {
        fail("E05", "keyring head is of another member");
      }
      const version3 = (before?.version ?? 0) + 1;
      if (this.version !== version3) fail("E05", `keyring head has version ${this.version}, want ${version3}`);
      if (this.prev !== (before?.hash() ?? ZeroHash)) fail("E05", "keyring head follows another head");
    }
  };
  function parseKeyringHead(bytes3) {
    return new KeyringHead(keyringHeadForm.parse(bytes3));
  }

  // src/crypto/keys/login.ts
  function isOrigin(text4) {
    return /^https?:\/\/[a-z0-9.:[\]-]+$/.test(text4);
  }
  var loginForm = new Form({
    label: "login",
    fields: [once("origin", isOrigin), once("account", isID), once("challenge", isHash), once("time", isNum)],
    minSigs: 1,
    maxSigs: 1
  });

  // src/crypto/keys/mailbox.ts
  function mailboxName(login, author3, rcpt) {
    return hashOf(concat(utf8("sluis.v1/rid\n"), login.bytes, author3.bytes, hashBytes(rcpt))).slice(0, 32);
  }

  // src/crypto/keys/recipient.ts
  var prefix = "age1pq";
  var chars = 1959;
  var size = 1184 + 32;
  var kemNumbers = 768 * 12 / 8;
  var kemPrime = 3329;
  function parseRecipient(text4) {
    if (text4.length !== chars) fail("E14", `recipient of ${text4.length} characters, want ${chars}`);
    if (!text4.startsWith(prefix + "1")) fail("E14", "recipient is not an age1pq recipient");
    const read4 = decodeBech32(prefix, text4.slice(prefix.length + 1), size);
    if (read4 === void 0) fail("E14", "recipient is damaged: its check does not hold");
    if (read4.spare !== 0) fail("E14", "recipient has bits left over that are not zero");
    if (!kemReduced(read4.bytes.subarray(0, kemNumbers))) {
      fail("E14", `recipient holds a number that is not below ${kemPrime}`);
    }
    if (standsIn(read4.bytes.subarray(size - 32), smallOrderU)) fail("E14", "recipient holds a point of small order");
    return text4;
  }
  function isRecipient(text4) {
    try {
      parseRecipient(text4);
      return true;
    } catch {
      return false;
    }
  }
  function recipientHash(recipient) {
    return hashOf(utf8(recipient));
  }
  function kemReduced(bytes3) {
    for (let i = 0; i < bytes3.length; i += 3) {
      const [a = 0, b = 0, c = 0] = bytes3.subarray(i, i + 3);
      if ((a | (b & 15) << 8) >= kemPrime || (b >> 4 | c << 4) >= kemPrime) return false;
    }
    return true;
  }

  // node_modules/@noble/hashes/hmac.js
  var _HMAC = class {
    oHash;
    iHash;
    blockLen;
    outputLen;
    canXOF = false;
    finished = false;
    destroyed = false;
    constructor(hash2, key) {
      ahash(hash2);
      abytes(key, void 0, "key");
      this.iHash = hash2.create();
      if (typeof this.iHash.update !== "function")
        throw new Error("expected Hash instance");
      this.blockLen = this.iHash.blockLen;
      this.outputLen = this.iHash.outputLen;
      const blockLen = this.blockLen;
      const pad2 = new Uint8Array(blockLen);
      pad2.set(key.length > blockLen ? hash2.create().update(key).digest() : key);
      for (let i = 0; i < pad2.length; i++)
        pad2[i] ^= 54;
      this.iHash.update(pad2);
      this.oHash = hash2.create();
      for (let i = 0; i < pad2.length; i++)
        pad2[i] ^= 54 ^ 92;
      this.oHash.update(pad2);
      clean(pad2);
    }
    update(buf) {
      aexists(this);
      this.iHash.update(buf);
      return this;
    }
    digestInto(out) {
      aexists(this);
      aoutput(out, this);
      this.finished = true;
      const buf = out.subarray(0, this.outputLen);
      this.iHash.digestInto(buf);
      this.oHash.update(buf);
      this.oHash.digestInto(buf);
      this.destroy();
    }
    digest() {
      const out = new Uint8Array(this.oHash.outputLen);
      this.digestInto(out);
      return out;
    }
    _cloneInto(to) {
      to ||= Object.create(Object.getPrototypeOf(this), {});
      const { oHash, iHash, finished, destroyed, blockLen, outputLen, canXOF } = this;
      to = to;
      to.finished = finished;
      to.destroyed = destroyed;
      to.blockLen = blockLen;
      to.outputLen = outputLen;
      to.canXOF = canXOF;
      to.oHash = oHash._cloneInto(to.oHash);
      to.iHash = iHash._cloneInto(to.iHash);
      return to;
    }
    clone() {
      return this._cloneInto();
    }
    destroy() {
      this.destroyed = true;
      this.oHash.destroy();
      this.iHash.destroy();
    }
  };
  var hmac = /* @__PURE__ */ (() => {
    const hmac_ = ((hash2, key, message2) => new _HMAC(hash2, key).update(message2).digest());
    hmac_.create = (hash2, key) => new _HMAC(hash2, key);
    return hmac_;
  })();

  // node_modules/@noble/hashes/hkdf.js
  function extract(hash2, ikm, salt2) {
    ahash(hash2);
    if (salt2 === void 0)
      salt2 = new Uint8Array(hash2.outputLen);
    return hmac(hash2, salt2, ikm);
  }
  var HKDF_COUNTER = /* @__PURE__ */ Uint8Array.of(0);
  var EMPTY_BUFFER = /* @__PURE__ */ Uint8Array.of();
  function expand(hash2, prk, info2, length2 = 32, _recycled) {
    ahash(hash2);
    anumber(length2, "length");
    abytes(prk, void 0, "prk");
    const olen = hash2.outputLen;
    if (prk.length < olen)
      throw new Error('"prk" must be at least HashLen octets');
    if (length2 > 255 * olen)
      throw new Error("Length must be <= 255*HashLen");
    const blocks = Math.ceil(length2 / olen);
    if (info2 === void 0)
      info2 = EMPTY_BUFFER;
    else
      abytes(info2, void 0, "info");
    if (!blocks) {
      if (_recycled)
        clean(prk);
      return new Uint8Array();
    }
    const okm = _recycled && blocks === 1 ? prk : new Uint8Array(blocks * olen);
    const { iHash, oHash } = hmac.create(hash2, prk);
    const T = _recycled ? prk : new Uint8Array(olen);
    const worker = blocks > 1 ? _recycled?.iHash || hash2.create() : void 0;
    for (let counter = 0; counter < blocks - 1; counter++) {
      HKDF_COUNTER[0] = counter + 1;
      const iWork = iHash._cloneInto(worker);
      if (counter)
        iWork.update(T);
      iWork.update(info2).update(HKDF_COUNTER).digestInto(T);
      oHash._cloneInto(worker).update(T).digestInto(T);
      okm.set(T, olen * counter);
    }
    HKDF_COUNTER[0] = blocks;
    if (blocks > 1)
      iHash.update(T);
    iHash.update(info2).update(HKDF_COUNTER).digestInto(T);
    oHash.update(T).digestInto(T);
    okm.set(T, olen * (blocks - 1));
    iHash.destroy();
    oHash.destroy();
    worker?.destroy();
    if (T !== okm)
      clean(T);
    clean(HKDF_COUNTER);
    if (length2 === okm.length)
      return okm;
    const res = okm.slice(0, length2);
    clean(okm);
    return res;
  }
  var hkdf = (hash2, ikm, salt2, info2, length2) => {
    ahash(hash2);
    if (salt2 === void 0)
      salt2 = new Uint8Array(hash2.outputLen);
    const HMAC = hmac.create(hash2, salt2).update(ikm);
    return expand(hash2, HMAC.digest(), info2, length2, HMAC);
  };

  // node_modules/@scure/base/index.js
  var freeze = (fn) => Object.freeze(fn());
  function isBytes3(a) {
    return a instanceof Uint8Array || ArrayBuffer.isView(a) && a.constructor.name === "Uint8Array" && "BYTES_PER_ELEMENT" in a && a.BYTES_PER_ELEMENT === 1;
  }
  function abytes3(b) {
    if (!isBytes3(b))
      throw new TypeError("Uint8Array expected");
  }
  function isArrayOf(isString, arr) {
    if (!Array.isArray(arr))
      return false;
    if (arr.length === 0)
      return true;
    if (isString) {
      return arr.every((item) => typeof item === "string");
    } else {
      return arr.every((item) => Number.isSafeInteger(item));
    }
  }
  function afn(input) {
    if (typeof input !== "function")
      throw new TypeError("function expected");
    return true;
  }
  function astr(label, input) {
    if (typeof input !== "string")
      throw new TypeError(`${label}: string expected`);
    return true;
  }
  function anumber3(n, title = "number") {
    if (typeof n !== "number")
      throw new TypeError(`${title}: expected number, got ${typeof n}`);
    if (!Number.isSafeInteger(n))
      throw new RangeError(`${title}: expected safe integer, got ${n}`);
  }
  function anumArr(label, input) {
    if (!isArrayOf(false, input))
      throw new TypeError(`${label}: array of numbers expected`);
  }
  function chain(...args) {
    const id2 = (a) => a;
    const wrap = (a, b) => (c) => a(b(c));
    const encode3 = args.map((x) => x.encode).reduceRight(wrap, id2);
    const decode3 = args.map((x) => x.decode).reduce(wrap, id2);
    return { encode: encode3, decode: decode3 };
  }
  var powers = /* @__PURE__ */ (() => {
    let res = [];
    for (let i = 0; i < 40; i++)
      res.push(2 ** i);
    return res;
  })();
  function u8ToNumArr(u82, len = u82.length) {
    const res = new Array(len);
    for (let i = 0; i < len; i++)
      res[i] = u82[i];
    return res;
  }
  var asciiDecoder = /* @__PURE__ */ (() => {
    try {
      const decoder = new TextDecoder();
      return decoder.decode(Uint8Array.of(65, 48, 43, 127)) === "A0+" ? decoder : void 0;
    } catch (e) {
      return void 0;
    }
  })();
  var B2S_CHUNK = 8192;
  function charcodesToString(codes) {
    const len = codes.length;
    if (asciiDecoder !== void 0 && len >= 12)
      return asciiDecoder.decode(codes);
    if (len <= B2S_CHUNK)
      return String.fromCharCode.apply(null, codes);
    let res = "";
    for (let i = 0; i < len; i += B2S_CHUNK)
      res += String.fromCharCode.apply(null, codes.subarray(i, i + B2S_CHUNK));
    return res;
  }
  function radix2(bits) {
    anumber3(bits);
    if (bits <= 0 || bits > 8)
      throw new RangeError("radix2: bits should be in (0..8]");
    const mask = powers[bits] - 1;
    return {
      encode: (bytes3) => {
        abytes3(bytes3);
        const len = bytes3.length;
        const res = new Uint8Array(Math.ceil(len * 8 / bits));
        let carry = 0;
        let pos = 0;
        let j = 0;
        for (let i = 0; i < len; ) {
          if (i + 2 < len) {
            carry = carry << 24 | bytes3[i] << 16 | bytes3[i + 1] << 8 | bytes3[i + 2];
            pos += 24;
            i += 3;
          } else {
            carry = (carry << 8 | bytes3[i]) & 65535;
            pos += 8;
            i++;
          }
          for (; ; ) {
            pos -= bits;
            res[j++] = carry >> pos & mask;
            if (pos < bits)
              break;
          }
        }
        if (pos > 0)
          res[j] = carry << bits - pos & mask;
        return res;
      },
      decode: (digits2) => {
        const len = digits2.length;
        const res = new Uint8Array(Math.floor(len * bits / 8));
        let carry = 0;
        let pos = 0;
        let j = 0;
        for (let i = 0; i < len; i++) {
          carry = (carry << bits | digits2[i]) & 65535;
          pos += bits;
          for (; pos >= 8; pos -= 8)
            res[j++] = carry >> pos - 8 & 255;
        }
        carry = carry << 8 - pos & 255;
        if (pos >= bits)
          throw new Error("Excess padding");
        if (carry > 0)
          throw new Error(`Non-zero padding: ${carry}`);
        return res;
      }
    };
  }
  function alphabet2(letters2, aliases) {
    const len = letters2.length;
    if (len > 128)
      throw new Error("alphabet: max 128 letters");
    const encTable = new Uint8Array(len);
    const decTable = new Int8Array(128).fill(-1);
    for (let i = 0; i < len; i++) {
      const code = letters2.charCodeAt(i);
      if (letters2.codePointAt(i) !== code || code > 127)
        throw new Error("alphabet: single-char ASCII letters only");
      encTable[i] = code;
      decTable[code] = i;
    }
    if (aliases !== void 0) {
      for (const alias of Object.keys(aliases)) {
        const code = alias.charCodeAt(0);
        const target = decTable[aliases[alias].charCodeAt(0)];
        if (alias.length !== 1 || code > 127 || target === void 0 || target === -1)
          throw new Error(`alphabet: invalid alias ${alias}`);
        decTable[code] = target;
      }
    }
    return {
      encode: (digits2) => {
        const codes = new Uint8Array(digits2.length);
        for (let i = 0; i < digits2.length; i++) {
          const d2 = digits2[i];
          const code = encTable[d2];
          if (code === void 0)
            throw new Error(`alphabet.encode: invalid digit ${d2}`);
          codes[i] = code;
        }
        return charcodesToString(codes);
      },
      decode: (input) => {
        astr("decode", input);
        const slen = input.length;
        const digits2 = new Uint8Array(slen);
        for (let i = 0; i < slen; i++) {
          const code = input.charCodeAt(i);
          const digit = code < 128 ? decTable[code] : -1;
          if (digit === -1)
            throw new Error(`Unknown letter "${input[i]}". Allowed: ${letters2}`);
          digits2[i] = digit;
        }
        return digits2;
      }
    };
  }
  function unsafeWrapper(fn) {
    afn(fn);
    return function(...args) {
      try {
        return fn.apply(null, args);
      } catch (e) {
      }
    };
  }
  var base64nopad = /* @__PURE__ */ freeze(() => chain(radix2(6), alphabet2("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")));
  var BECH_ALPHABET = /* @__PURE__ */ alphabet2("qpzry9x8gf2tvdw0s3jn54khce6mua7l");
  var BECH_UPPERCASE_PRINTABLE = /^[\x21-\x60\x7b-\x7e]+$/;
  function assertBech32Printable(label, value) {
    for (let i = 0; i < value.length; i++) {
      const c = value.charCodeAt(i);
      if (c < 33 || c > 126)
        throw new Error(`${label}: printable ASCII expected`);
    }
  }
  function wordsToU8(words3) {
    const len = words3.length;
    const res = new Uint8Array(len);
    for (let i = 0; i < len; i++) {
      const w = words3[i];
      if (w < 0 || w >= 32)
        throw new Error(`alphabet.encode: invalid digit ${w}`);
      res[i] = w;
    }
    return res;
  }
  var POLYMOD_GENERATORS = [996825010, 642813549, 513874426, 1027748829, 705979059];
  function bech32Polymod(pre) {
    const b = pre >> 25;
    let chk = (pre & 33554431) << 5;
    for (let i = 0; i < POLYMOD_GENERATORS.length; i++) {
      if ((b >> i & 1) === 1)
        chk ^= POLYMOD_GENERATORS[i];
    }
    return chk;
  }
  function bechChecksum(prefix4, words3, encodingConst = 1) {
    const len = prefix4.length;
    let chk = 1;
    for (let i = 0; i < len; i++) {
      const c = prefix4.charCodeAt(i);
      if (c < 33 || c > 126)
        throw new Error(`Invalid prefix (${prefix4})`);
      chk = bech32Polymod(chk) ^ c >> 5;
    }
    chk = bech32Polymod(chk);
    for (let i = 0; i < len; i++)
      chk = bech32Polymod(chk) ^ prefix4.charCodeAt(i) & 31;
    for (let v of words3)
      chk = bech32Polymod(chk) ^ v;
    for (let i = 0; i < 6; i++)
      chk = bech32Polymod(chk);
    chk ^= encodingConst;
    const sum = new Uint8Array(6);
    for (let i = 0; i < 6; i++)
      sum[i] = chk >>> 5 * (5 - i) & 31;
    return BECH_ALPHABET.encode(sum);
  }
  function genBech32(encoding) {
    const ENCODING_CONST = encoding === "bech32" ? 1 : 734539939;
    const _words = radix2(5);
    const toWords = (from) => {
      abytes3(from);
      const len = from.length;
      const res = new Array(Math.ceil(len * 8 / 5));
      let carry = 0;
      let pos = 0;
      let j = 0;
      for (let i = 0; i < len; i++) {
        carry = carry << 8 | from[i];
        pos += 8;
        for (; pos >= 5; pos -= 5)
          res[j++] = carry >> pos - 5 & 31;
      }
      if (pos > 0)
        res[j] = carry << 5 - pos & 31;
      return res;
    };
    const fromWords2 = (to) => {
      anumArr("radix2.decode", to);
      const len = to.length;
      const digits2 = new Uint8Array(len);
      for (let i = 0; i < len; i++) {
        const w = to[i];
        if (w < 0 || w >= 32)
          throw new Error(`convertRadix2: invalid word=${w}`);
        digits2[i] = w;
      }
      return _words.decode(digits2);
    };
    const fromWordsUnsafe = unsafeWrapper(fromWords2);
    function encode3(prefix4, words3, limit = 90) {
      astr("bech32.encode prefix", prefix4);
      if (limit !== false)
        anumber3(limit, "limit");
      if (isBytes3(words3))
        words3 = u8ToNumArr(words3);
      anumArr("bech32.encode", words3);
      const plen = prefix4.length;
      if (plen === 0)
        throw new TypeError(`Invalid prefix length ${plen}`);
      const actualLength = plen + 7 + words3.length;
      if (limit !== false && actualLength > limit)
        throw new TypeError(`Length ${actualLength} exceeds limit ${limit}`);
      assertBech32Printable("bech32.encode prefix", prefix4);
      const lowered = prefix4.toLowerCase();
      const sum = bechChecksum(lowered, words3, ENCODING_CONST);
      return `${lowered}1${BECH_ALPHABET.encode(wordsToU8(words3))}${sum}`;
    }
    function decode3(str, limit = 90) {
      astr("bech32.decode input", str);
      if (limit !== false)
        anumber3(limit, "limit");
      const slen = str.length;
      if (slen < 8 || limit !== false && slen > limit)
        throw new TypeError(`invalid string length ${slen}, expected (8..${limit})`);
      const lowered = str.toLowerCase();
      if (str !== lowered) {
        if (!BECH_UPPERCASE_PRINTABLE.test(str)) {
          assertBech32Printable("bech32.decode input", str);
          throw new Error(`mixed-case string not allowed`);
        }
      }
      const sepIndex = lowered.lastIndexOf("1");
      if (sepIndex === 0 || sepIndex === -1)
        throw new Error(`invalid separator "1"`);
      const prefix4 = lowered.slice(0, sepIndex);
      const data = lowered.slice(sepIndex + 1);
      if (data.length < 6)
        throw new Error("invalid data length");
      const digits2 = BECH_ALPHABET.decode(data);
      const words3 = u8ToNumArr(digits2, digits2.length - 6);
      const sum = bechChecksum(prefix4, words3, ENCODING_CONST);
      if (!data.endsWith(sum))
        throw new Error(`Invalid checksum in ${str}`);
      return { prefix: prefix4, words: words3 };
    }
    const decodeUnsafe = unsafeWrapper(decode3);
    function decodeToBytes(str, limit = 90) {
      const { prefix: prefix4, words: words3 } = decode3(str, limit);
      return {
        prefix: prefix4,
        words: words3,
        bytes: fromWords2(words3)
      };
    }
    function encodeFromBytes(prefix4, bytes3) {
      return encode3(prefix4, toWords(bytes3));
    }
    return {
      encode: encode3,
      decode: decode3,
      encodeFromBytes,
      decodeToBytes,
      decodeUnsafe,
      fromWords: fromWords2,
      fromWordsUnsafe,
      toWords
    };
  }
  var bech32 = /* @__PURE__ */ freeze(() => genBech32("bech32"));

  // node_modules/@noble/hashes/pbkdf2.js
  function pbkdf2Init(hash2, _password, _salt, _opts) {
    ahash(hash2);
    const opts2 = checkOpts({ dkLen: 32, asyncTick: 10 }, _opts);
    const { c, dkLen, asyncTick } = opts2;
    anumber(c, "c");
    anumber(dkLen, "dkLen");
    anumber(asyncTick, "asyncTick");
    if (c < 1)
      throw new Error('"c" (iterations) must be >= 1');
    if (dkLen < 1)
      throw new Error('"dkLen" must be >= 1');
    if (dkLen > (2 ** 32 - 1) * hash2.outputLen)
      throw new Error("derived key too long");
    const p = kdfInputToBytes(_password, "password");
    try {
      const s = kdfInputToBytes(_salt, "salt");
      try {
        const DK = new Uint8Array(dkLen);
        const { iHash, oHash, outputLen } = hmac.create(hash2, p);
        const u = new Uint8Array(outputLen);
        const eng = pbkdf2Engine(iHash, oHash, s, u);
        return { c, dkLen, asyncTick, DK, outputLen, eng };
      } finally {
        if (typeof _salt === "string")
          clean(s);
      }
    } finally {
      if (typeof _password === "string")
        clean(p);
    }
  }
  function pbkdf2Engine(iHash, oHash, salt2, u) {
    const counter = new Uint8Array(4);
    const view3 = createView(counter);
    const salted = iHash._cloneInto().update(salt2);
    const work = oHash._cloneInto();
    const iClone = iHash._cloneInto;
    const oClone = oHash._cloneInto;
    return {
      u1: (ti, Ti) => {
        view3.setInt32(0, ti, false);
        salted._cloneInto(work).update(counter).digestInto(u);
        oHash._cloneInto(work).update(u).digestInto(u);
        Ti.set(u.subarray(0, Ti.length));
      },
      // Whole `F` inner loop for the sync variant: one optimized function owns the hot loop.
      rounds: (c, Ti) => {
        for (let ui = 1; ui < c; ui++) {
          iClone.call(iHash, work).update(u).digestInto(u);
          oClone.call(oHash, work).update(u).digestInto(u);
          for (let i = 0; i < Ti.length; i++)
            Ti[i] ^= u[i];
        }
      },
      output: (DK) => {
        iHash.destroy();
        oHash.destroy();
        salted.destroy();
        work.destroy();
        clean(u);
        return DK;
      }
    };
  }
  function pbkdf2(hash2, password, salt2, opts2) {
    const { c, dkLen, DK, outputLen, eng } = pbkdf2Init(hash2, password, salt2, opts2);
    for (let ti = 1, pos = 0; pos < dkLen; ti++, pos += outputLen) {
      const Ti = DK.subarray(pos, pos + outputLen);
      eng.u1(ti, Ti);
      eng.rounds(c, Ti);
    }
    return eng.output(DK);
  }

  // node_modules/@noble/hashes/scrypt.js
  function XorAndSalsa(prev, pi, input, ii, out, oi) {
    let y00 = prev[pi++] ^ input[ii++], y01 = prev[pi++] ^ input[ii++];
    let y02 = prev[pi++] ^ input[ii++], y03 = prev[pi++] ^ input[ii++];
    let y04 = prev[pi++] ^ input[ii++], y05 = prev[pi++] ^ input[ii++];
    let y06 = prev[pi++] ^ input[ii++], y07 = prev[pi++] ^ input[ii++];
    let y08 = prev[pi++] ^ input[ii++], y09 = prev[pi++] ^ input[ii++];
    let y10 = prev[pi++] ^ input[ii++], y11 = prev[pi++] ^ input[ii++];
    let y12 = prev[pi++] ^ input[ii++], y13 = prev[pi++] ^ input[ii++];
    let y14 = prev[pi++] ^ input[ii++], y15 = prev[pi++] ^ input[ii++];
    let x00 = y00, x01 = y01, x02 = y02, x03 = y03, x04 = y04, x05 = y05, x06 = y06, x07 = y07, x08 = y08, x09 = y09, x10 = y10, x11 = y11, x12 = y12, x13 = y13, x14 = y14, x15 = y15;
    for (let i = 0; i < 8; i += 2) {
      x04 ^= rotl(x00 + x12 | 0, 7);
      x08 ^= rotl(x04 + x00 | 0, 9);
      x12 ^= rotl(x08 + x04 | 0, 13);
      x00 ^= rotl(x12 + x08 | 0, 18);
      x09 ^= rotl(x05 + x01 | 0, 7);
      x13 ^= rotl(x09 + x05 | 0, 9);
      x01 ^= rotl(x13 + x09 | 0, 13);
      x05 ^= rotl(x01 + x13 | 0, 18);
      x14 ^= rotl(x10 + x06 | 0, 7);
      x02 ^= rotl(x14 + x10 | 0, 9);
      x06 ^= rotl(x02 + x14 | 0, 13);
      x10 ^= rotl(x06 + x02 | 0, 18);
      x03 ^= rotl(x15 + x11 | 0, 7);
      x07 ^= rotl(x03 + x15 | 0, 9);
      x11 ^= rotl(x07 + x03 | 0, 13);
      x15 ^= rotl(x11 + x07 | 0, 18);
      x01 ^= rotl(x00 + x03 | 0, 7);
      x02 ^= rotl(x01 + x00 | 0, 9);
      x03 ^= rotl(x02 + x01 | 0, 13);
      x00 ^= rotl(x03 + x02 | 0, 18);
      x06 ^= rotl(x05 + x04 | 0, 7);
      x07 ^= rotl(x06 + x05 | 0, 9);
      x04 ^= rotl(x07 + x06 | 0, 13);
      x05 ^= rotl(x04 + x07 | 0, 18);
      x11 ^= rotl(x10 + x09 | 0, 7);
      x08 ^= rotl(x11 + x10 | 0, 9);
      x09 ^= rotl(x08 + x11 | 0, 13);
      x10 ^= rotl(x09 + x08 | 0, 18);
      x12 ^= rotl(x15 + x14 | 0, 7);
      x13 ^= rotl(x12 + x15 | 0, 9);
      x14 ^= rotl(x13 + x12 | 0, 13);
      x15 ^= rotl(x14 + x13 | 0, 18);
    }
    out[oi++] = y00 + x00 | 0;
    out[oi++] = y01 + x01 | 0;
    out[oi++] = y02 + x02 | 0;
    out[oi++] = y03 + x03 | 0;
    out[oi++] = y04 + x04 | 0;
    out[oi++] = y05 + x05 | 0;
    out[oi++] = y06 + x06 | 0;
    out[oi++] = y07 + x07 | 0;
    out[oi++] = y08 + x08 | 0;
    out[oi++] = y09 + x09 | 0;
    out[oi++] = y10 + x10 | 0;
    out[oi++] = y11 + x11 | 0;
    out[oi++] = y12 + x12 | 0;
    out[oi++] = y13 + x13 | 0;
    out[oi++] = y14 + x14 | 0;
    out[oi++] = y15 + x15 | 0;
  }
  function BlockMix(input, ii, out, oi, r) {
    let head3 = oi + 0;
    let tail = oi + 16 * r;
    for (let i = 0; i < 16; i++)
      out[tail + i] = input[ii + (2 * r - 1) * 16 + i];
    for (let i = 0; i < r; i++, head3 += 16, ii += 16) {
      XorAndSalsa(out, tail, input, ii, out, head3);
      if (i > 0)
        tail += 16;
      XorAndSalsa(out, head3, input, ii += 16, out, tail);
    }
  }
  var SCRYPT_DEFAULT_MAXMEM = 128 * 8 * (2 ** 20 + 1 + 1);
  function scryptInit(password, salt2, _opts) {
    const opts2 = checkOpts({
      dkLen: 32,
      asyncTick: 10,
      maxmem: SCRYPT_DEFAULT_MAXMEM
    }, _opts);
    const { N: N2, r, p, dkLen, asyncTick, maxmem, onProgress } = opts2;
    anumber(N2, "N");
    anumber(r, "r");
    anumber(p, "p");
    anumber(dkLen, "dkLen");
    anumber(asyncTick, "asyncTick");
    anumber(maxmem, "maxmem");
    if (onProgress !== void 0 && typeof onProgress !== "function")
      throw new Error('"onProgress" must be a function');
    if (r < 1)
      throw new Error('"r" expected integer >= 1');
    const blockSize = 128 * r;
    const blockSize32 = blockSize / 4;
    const pow32 = Math.pow(2, 32);
    if (N2 <= 1 || (N2 & N2 - 1) !== 0 || N2 > pow32)
      throw new Error('"N" expected a power of 2, and 2^1 <= N <= 2^32');
    if (p < 1 || p > (pow32 - 1) * 32 / blockSize)
      throw new Error('"p" expected integer 1..((2^32 - 1) * 32) / (128 * r)');
    if (dkLen < 1 || dkLen > (pow32 - 1) * 32)
      throw new Error('"dkLen" expected integer 1..(2^32 - 1) * 32');
    const memUsed = blockSize * (N2 + p + 1);
    if (memUsed > maxmem)
      throw new Error('"maxmem" limit was hit: memUsed(128*r*(N+p+1))=' + memUsed + ", maxmem=" + maxmem);
    const B2 = pbkdf2(sha256, password, salt2, { c: 1, dkLen: blockSize * p });
    const B32 = u32(B2);
    const V = u32(new Uint8Array(blockSize * N2));
    const tmp = u32(new Uint8Array(blockSize));
    let blockMixCb = () => {
    };
    if (onProgress) {
      const totalBlockMix = 2 * N2 * p;
      const callbackPer = Math.max(Math.floor(totalBlockMix / 1e4), 1);
      let blockMixCnt = 0;
      blockMixCb = () => {
        blockMixCnt++;
        if (onProgress && (!(blockMixCnt % callbackPer) || blockMixCnt === totalBlockMix)) {
          try {
            onProgress(blockMixCnt / totalBlockMix);
          } catch (e) {
            clean(B2, V, tmp);
            throw e;
          }
        }
      };
    }
    return { N: N2, r, p, dkLen, blockSize32, V, B32, B: B2, tmp, blockMixCb, asyncTick };
  }
  function scryptOutput(password, dkLen, B2, V, tmp) {
    const res = pbkdf2(sha256, password, B2, { c: 1, dkLen });
    clean(B2, V, tmp);
    return res;
  }
  function scrypt(password, salt2, opts2) {
    const { N: N2, r, p, dkLen, blockSize32, V, B32, B: B2, tmp, blockMixCb } = scryptInit(password, salt2, opts2);
    swap32IfBE(B32);
    for (let pi = 0; pi < p; pi++) {
      const Pi = blockSize32 * pi;
      for (let i = 0; i < blockSize32; i++)
        V[i] = B32[Pi + i];
      for (let i = 0, pos = 0; i < N2 - 1; i++) {
        BlockMix(V, pos, V, pos += blockSize32, r);
        blockMixCb();
      }
      BlockMix(V, (N2 - 1) * blockSize32, B32, Pi, r);
      blockMixCb();
      for (let i = 0; i < N2; i++) {
        const j = (B32[Pi + blockSize32 - 16] & N2 - 1) >>> 0;
        for (let k = 0; k < blockSize32; k++)
          tmp[k] = B32[Pi + k] ^ V[j * blockSize32 + k];
        BlockMix(tmp, 0, B32, Pi, r);
        blockMixCb();
      }
    }
    swap32IfBE(B32);
    return scryptOutput(password, dkLen, B2, V, tmp);
  }

  // node_modules/@noble/ciphers/utils.js
  function isBytes4(a) {
    return a instanceof Uint8Array || ArrayBuffer.isView(a) && a.constructor.name === "Uint8Array" && "BYTES_PER_ELEMENT" in a && a.BYTES_PER_ELEMENT === 1;
  }
  var atitle3 = (title) => title ? `"${title}" ` : "";
  function abool3(value, title = "") {
    if (typeof value !== "boolean")
      throw new TypeError(atitle3(title) + "expected boolean, got type=" + typeof value);
    return value;
  }
  function anumber4(n, title = "") {
    if (typeof n !== "number")
      throw new TypeError(atitle3(title) + "expected number, got " + typeof n);
    if (!Number.isSafeInteger(n) || n < 0)
      throw new RangeError(atitle3(title) + "expected integer >= 0, got " + n);
    return n;
  }
  function abytes4(value, length2, title = "") {
    if (isBytes4(value) && (length2 === void 0 || value.length === length2))
      return value;
    if (length2 !== void 0)
      anumber4(length2, "length");
    const bytes3 = isBytes4(value);
    const ofLen = length2 !== void 0 ? ` of length ${length2}` : "";
    const got = bytes3 ? `length=${value.length}` : `type=${typeof value}`;
    const message2 = atitle3(title) + "expected Uint8Array" + ofLen + ", got " + got;
    if (!bytes3)
      throw new TypeError(message2);
    throw new RangeError(message2);
  }
  var aobject3 = (value, label) => {
    if (value === null || typeof value !== "object" || Array.isArray(value))
      throw new TypeError(label === "object" ? "expected valid options object" : `"${label}" expected object, got type=${typeof value}`);
  };
  function aexists2(instance, checkFinished = true) {
    if (instance.destroyed)
      throw new Error("hash was destroyed");
    if (checkFinished && instance.finished)
      throw new Error("digest() was already called");
  }
  function aoutput2(out, instance) {
    abytes4(out, void 0, "output");
    const min = instance.outputLen;
    if (!(out.length >= min)) {
      throw new RangeError('"output" expected length >= ' + min);
    }
  }
  function u322(arr) {
    return new Uint32Array(arr.buffer, arr.byteOffset, Math.floor(arr.byteLength / 4));
  }
  function clean2(...arrays) {
    for (let i = 0; i < arrays.length; i++) {
      arrays[i].fill(0);
    }
  }
  function createView2(arr) {
    return new DataView(arr.buffer, arr.byteOffset, arr.byteLength);
  }
  var isLE2 = /* @__PURE__ */ (() => new Uint8Array(new Uint32Array([287454020]).buffer)[0] === 68)();
  function byteSwap2(word5) {
    return word5 << 24 & 4278190080 | word5 << 8 & 16711680 | word5 >>> 8 & 65280 | word5 >>> 24 & 255;
  }
  function byteSwap322(arr) {
    for (let i = 0; i < arr.length; i++) {
      arr[i] = byteSwap2(arr[i]);
    }
    return arr;
  }
  var swap32IfBE2 = isLE2 ? (u) => u : byteSwap322;
  function overlapBytes(a, b) {
    if (!a.byteLength || !b.byteLength)
      return false;
    return a.buffer === b.buffer && // best we can do, may fail with an obscure Proxy
    a.byteOffset < b.byteOffset + b.byteLength && // a starts before b end
    b.byteOffset < a.byteOffset + a.byteLength;
  }
  function complexOverlapBytes(input, output) {
    if (overlapBytes(input, output) && input.byteOffset < output.byteOffset)
      throw new Error("complex overlap of input and output is not supported");
  }
  function checkOpts2(defaults, opts2) {
    aobject3(defaults, "defaults");
    aobject3(opts2, "opts");
    const merged = Object.assign(defaults, opts2);
    return merged;
  }
  function equalBytes(a, b) {
    a = abytes4(a);
    b = abytes4(b);
    if (a.length !== b.length)
      return false;
    let diff = 0;
    for (let i = 0; i < a.length; i++)
      diff |= a[i] ^ b[i];
    return diff === 0;
  }
  function wrapMacConstructor(keyLen, macCons, fromMsg) {
    const mac = macCons;
    const getArgs = fromMsg || (() => []);
    const macC = (msg, key) => mac(key, ...getArgs(msg)).update(msg).digest();
    const tmp = mac(new Uint8Array(keyLen), ...getArgs(new Uint8Array(0)));
    macC.outputLen = tmp.outputLen;
    macC.blockLen = tmp.blockLen;
    macC.create = (key, ...args) => mac(key, ...args);
    return macC;
  }
  var wrapCipher = /* @__NO_SIDE_EFFECTS__ */ (params, constructor) => {
    function wrappedCipher(key, ...args) {
      abytes4(key, void 0, "key");
      if (params.nonceLength !== void 0) {
        const nonce = args[0];
        abytes4(nonce, params.varSizeNonce ? void 0 : params.nonceLength, "nonce");
      }
      const tagl = params.tagLength;
      const aadStart = params.nonceLength !== void 0 ? 1 : 0;
      if (!params.withAAD) {
        for (let i = aadStart; i < args.length; i++)
          if (isBytes4(args[i]))
            throw new Error("AAD not supported");
      }
      if (params.withAAD && args[aadStart] !== void 0)
        abytes4(args[aadStart], void 0, "AAD");
      const cipher = constructor(key, ...args);
      const checkOutput = (fnLength, output) => {
        if (output !== void 0) {
          if (fnLength !== 2)
            throw new Error("cipher output not supported");
          abytes4(output, void 0, "output");
        }
      };
      let called = false;
      const wrCipher = {
        encrypt(data, output) {
          if (called)
            throw new Error("cannot encrypt() twice with same key + nonce");
          called = true;
          abytes4(data, void 0, "data");
          checkOutput(cipher.encrypt.length, output);
          return cipher.encrypt(data, output);
        },
        decrypt(data, output) {
          abytes4(data, void 0, "data");
          if (tagl && data.length < tagl)
            throw new Error('"ciphertext" expected length >= tagLength=' + tagl);
          checkOutput(cipher.decrypt.length, output);
          return cipher.decrypt(data, output);
        }
      };
      return wrCipher;
    }
    Object.assign(wrappedCipher, params);
    return wrappedCipher;
  };
  function getOutput(expectedLength, out, onlyAligned = true) {
    if (out === void 0)
      return new Uint8Array(expectedLength);
    abytes4(out, expectedLength, "output");
    if (onlyAligned && !isAligned32(out))
      throw new Error("invalid output, must be aligned");
    return out;
  }
  function u64Lengths(dataLength, aadLength, isLE3) {
    anumber4(dataLength);
    anumber4(aadLength);
    abool3(isLE3);
    const num3 = new Uint8Array(16);
    const view3 = createView2(num3);
    view3.setBigUint64(0, BigInt(aadLength), isLE3);
    view3.setBigUint64(8, BigInt(dataLength), isLE3);
    return num3;
  }
  function isAligned32(bytes3) {
    return bytes3.byteOffset % 4 === 0;
  }
  function copyBytes3(bytes3) {
    return Uint8Array.from(abytes4(bytes3));
  }

  // node_modules/@noble/ciphers/_arx.js
  var encodeStr = (str) => Uint8Array.from(str.split(""), (c) => c.charCodeAt(0));
  var sigma16_32 = /* @__PURE__ */ (() => swap32IfBE2(u322(encodeStr("expand 16-byte k"))))();
  var sigma32_32 = /* @__PURE__ */ (() => swap32IfBE2(u322(encodeStr("expand 32-byte k"))))();
  function rotl2(a, b) {
    return a << b | a >>> 32 - b;
  }
  var BLOCK_LEN = 64;
  var BLOCK_LEN32 = 16;
  var MAX_COUNTER = /* @__PURE__ */ (() => 2 ** 32 - 1)();
  var U32_EMPTY = /* @__PURE__ */ Uint32Array.of();
  function runCipher(core, sigma, key, nonce, data, output, counter, rounds) {
    const len = data.length;
    const block2 = new Uint8Array(BLOCK_LEN);
    const b32 = u322(block2);
    const isAligned = isLE2 && isAligned32(data) && isAligned32(output);
    const d32 = isAligned ? u322(data) : U32_EMPTY;
    const o32 = isAligned ? u322(output) : U32_EMPTY;
    if (!isLE2) {
      for (let pos = 0; pos < len; counter++) {
        core(sigma, key, nonce, b32, counter, rounds);
        swap32IfBE2(b32);
        if (counter >= MAX_COUNTER)
          throw new Error("arx: counter overflow");
        const take = Math.min(BLOCK_LEN, len - pos);
        for (let j = 0, posj; j < take; j++) {
          posj = pos + j;
          output[posj] = data[posj] ^ block2[j];
        }
        pos += take;
      }
      return;
    }
    for (let pos = 0; pos < len; counter++) {
      core(sigma, key, nonce, b32, counter, rounds);
      if (counter >= MAX_COUNTER)
        throw new Error("arx: counter overflow");
      const take = Math.min(BLOCK_LEN, len - pos);
      if (isAligned && take === BLOCK_LEN) {
        const pos32 = pos / 4;
        if (pos % 4 !== 0)
          throw new Error("arx: invalid block position");
        for (let j = 0, posj; j < BLOCK_LEN32; j++) {
          posj = pos32 + j;
          o32[posj] = d32[posj] ^ b32[j];
        }
        pos += BLOCK_LEN;
        continue;
      }
      for (let j = 0, posj; j < take; j++) {
        posj = pos + j;
        output[posj] = data[posj] ^ block2[j];
      }
      pos += take;
    }
  }
  function createCipher(core, opts2) {
    const { allowShortKeys, extendNonceFn, counterLength, counterRight, rounds } = checkOpts2({ allowShortKeys: false, counterLength: 8, counterRight: false, rounds: 20 }, opts2);
    if (typeof core !== "function")
      throw new Error("core must be a function");
    anumber4(counterLength);
    anumber4(rounds);
    abool3(counterRight);
    abool3(allowShortKeys);
    return (key, nonce, data, output, counter = 0) => {
      abytes4(key, void 0, "key");
      abytes4(nonce, void 0, "nonce");
      abytes4(data, void 0, "data");
      const len = data.length;
      const hasOutput = output !== void 0;
      output = getOutput(len, output, false);
      if (hasOutput)
        complexOverlapBytes(data, output);
      anumber4(counter);
      if (counter < 0 || counter >= MAX_COUNTER)
        throw new Error("arx: counter overflow");
      const toClean = [];
      let l = key.length;
      let k;
      let sigma;
      if (l === 32) {
        toClean.push(k = copyBytes3(key));
        sigma = sigma32_32;
      } else if (l === 16 && allowShortKeys) {
        k = new Uint8Array(32);
        k.set(key);
        k.set(key, 16);
        sigma = sigma16_32;
        toClean.push(k);
      } else {
        abytes4(key, 32, "arx key");
        throw new Error("invalid key size");
      }
      if (!isLE2 || !isAligned32(nonce))
        toClean.push(nonce = copyBytes3(nonce));
      let k32 = u322(k);
      if (extendNonceFn) {
        if (nonce.length !== 24)
          throw new Error("arx: extended nonce must be 24 bytes");
        const n16 = nonce.subarray(0, 16);
        if (isLE2)
          extendNonceFn(sigma, k32, u322(n16), k32);
        else {
          const sigmaRaw = swap32IfBE2(Uint32Array.from(sigma));
          extendNonceFn(sigmaRaw, k32, u322(n16), k32);
          clean2(sigmaRaw);
          swap32IfBE2(k32);
        }
        nonce = nonce.subarray(16);
      } else if (!isLE2)
        swap32IfBE2(k32);
      const nonceNcLen = 16 - counterLength;
      if (nonceNcLen !== nonce.length)
        throw new Error(`arx: nonce must be ${nonceNcLen} or 16 bytes`);
      if (nonceNcLen !== 12) {
        const nc = new Uint8Array(12);
        nc.set(nonce, counterRight ? 0 : 12 - nonce.length);
        nonce = nc;
        toClean.push(nonce);
      }
      const n32 = swap32IfBE2(u322(nonce));
      try {
        runCipher(core, sigma, k32, n32, data, output, counter, rounds);
        return output;
      } finally {
        clean2(...toClean);
      }
    };
  }

  // node_modules/@noble/ciphers/_poly1305.js
  function u8to16(a, i) {
    return a[i++] & 255 | (a[i++] & 255) << 8;
  }
  var Poly1305 = class {
    blockLen = 16;
    outputLen = 16;
    buffer = new Uint8Array(16);
    r = new Uint16Array(10);
    // Allocating 1 array with .subarray() here is slower than 3
    h = new Uint16Array(10);
    pad = new Uint16Array(8);
    pos = 0;
    finished = false;
    destroyed = false;
    // Can be speed-up using BigUint64Array, at the cost of complexity
    constructor(key) {
      key = copyBytes3(abytes4(key, 32, "key"));
      const t0 = u8to16(key, 0);
      const t1 = u8to16(key, 2);
      const t2 = u8to16(key, 4);
      const t3 = u8to16(key, 6);
      const t4 = u8to16(key, 8);
      const t5 = u8to16(key, 10);
      const t6 = u8to16(key, 12);
      const t7 = u8to16(key, 14);
      this.r[0] = t0 & 8191;
      this.r[1] = (t0 >>> 13 | t1 << 3) & 8191;
      this.r[2] = (t1 >>> 10 | t2 << 6) & 7939;
      this.r[3] = (t2 >>> 7 | t3 << 9) & 8191;
      this.r[4] = (t3 >>> 4 | t4 << 12) & 255;
      this.r[5] = t4 >>> 1 & 8190;
      this.r[6] = (t4 >>> 14 | t5 << 2) & 8191;
      this.r[7] = (t5 >>> 11 | t6 << 5) & 8065;
      this.r[8] = (t6 >>> 8 | t7 << 8) & 8191;
      this.r[9] = t7 >>> 5 & 127;
      for (let i = 0; i < 8; i++)
        this.pad[i] = u8to16(key, 16 + 2 * i);
    }
    process(data, offset2, isLast = false) {
      const hibit = isLast ? 0 : 1 << 11;
      const { h, r } = this;
      const r0 = r[0];
      const r1 = r[1];
      const r2 = r[2];
      const r3 = r[3];
      const r4 = r[4];
      const r5 = r[5];
      const r6 = r[6];
      const r7 = r[7];
      const r8 = r[8];
      const r9 = r[9];
      const t0 = u8to16(data, offset2 + 0);
      const t1 = u8to16(data, offset2 + 2);
      const t2 = u8to16(data, offset2 + 4);
      const t3 = u8to16(data, offset2 + 6);
      const t4 = u8to16(data, offset2 + 8);
      const t5 = u8to16(data, offset2 + 10);
      const t6 = u8to16(data, offset2 + 12);
      const t7 = u8to16(data, offset2 + 14);
      let h0 = h[0] + (t0 & 8191);
      let h1 = h[1] + ((t0 >>> 13 | t1 << 3) & 8191);
      let h2 = h[2] + ((t1 >>> 10 | t2 << 6) & 8191);
      let h3 = h[3] + ((t2 >>> 7 | t3 << 9) & 8191);
      let h4 = h[4] + ((t3 >>> 4 | t4 << 12) & 8191);
      let h5 = h[5] + (t4 >>> 1 & 8191);
      let h6 = h[6] + ((t4 >>> 14 | t5 << 2) & 8191);
      let h7 = h[7] + ((t5 >>> 11 | t6 << 5) & 8191);
      let h8 = h[8] + ((t6 >>> 8 | t7 << 8) & 8191);
      let h9 = h[9] + (t7 >>> 5 | hibit);
      let c = 0;
      let d0 = c + h0 * r0 + h1 * (5 * r9) + h2 * (5 * r8) + h3 * (5 * r7) + h4 * (5 * r6);
      c = d0 >>> 13;
      d0 &= 8191;
      d0 += h5 * (5 * r5) + h6 * (5 * r4) + h7 * (5 * r3) + h8 * (5 * r2) + h9 * (5 * r1);
      c += d0 >>> 13;
      d0 &= 8191;
      let d1 = c + h0 * r1 + h1 * r0 + h2 * (5 * r9) + h3 * (5 * r8) + h4 * (5 * r7);
      c = d1 >>> 13;
      d1 &= 8191;
      d1 += h5 * (5 * r6) + h6 * (5 * r5) + h7 * (5 * r4) + h8 * (5 * r3) + h9 * (5 * r2);
      c += d1 >>> 13;
      d1 &= 8191;
      let d2 = c + h0 * r2 + h1 * r1 + h2 * r0 + h3 * (5 * r9) + h4 * (5 * r8);
      c = d2 >>> 13;
      d2 &= 8191;
      d2 += h5 * (5 * r7) + h6 * (5 * r6) + h7 * (5 * r5) + h8 * (5 * r4) + h9 * (5 * r3);
      c += d2 >>> 13;
      d2 &= 8191;
      let d3 = c + h0 * r3 + h1 * r2 + h2 * r1 + h3 * r0 + h4 * (5 * r9);
      c = d3 >>> 13;
      d3 &= 8191;
      d3 += h5 * (5 * r8) + h6 * (5 * r7) + h7 * (5 * r6) + h8 * (5 * r5) + h9 * (5 * r4);
      c += d3 >>> 13;
      d3 &= 8191;
      let d4 = c + h0 * r4 + h1 * r3 + h2 * r2 + h3 * r1 + h4 * r0;
      c = d4 >>> 13;
      d4 &= 8191;
      d4 += h5 * (5 * r9) + h6 * (5 * r8) + h7 * (5 * r7) + h8 * (5 * r6) + h9 * (5 * r5);
      c += d4 >>> 13;
      d4 &= 8191;
      let d5 = c + h0 * r5 + h1 * r4 + h2 * r3 + h3 * r2 + h4 * r1;
      c = d5 >>> 13;
      d5 &= 8191;
      d5 += h5 * r0 + h6 * (5 * r9) + h7 * (5 * r8) + h8 * (5 * r7) + h9 * (5 * r6);
      c += d5 >>> 13;
      d5 &= 8191;
      let d6 = c + h0 * r6 + h1 * r5 + h2 * r4 + h3 * r3 + h4 * r2;
      c = d6 >>> 13;
      d6 &= 8191;
      d6 += h5 * r1 + h6 * r0 + h7 * (5 * r9) + h8 * (5 * r8) + h9 * (5 * r7);
      c += d6 >>> 13;
      d6 &= 8191;
      let d7 = c + h0 * r7 + h1 * r6 + h2 * r5 + h3 * r4 + h4 * r3;
      c = d7 >>> 13;
      d7 &= 8191;
      d7 += h5 * r2 + h6 * r1 + h7 * r0 + h8 * (5 * r9) + h9 * (5 * r8);
      c += d7 >>> 13;
      d7 &= 8191;
      let d8 = c + h0 * r8 + h1 * r7 + h2 * r6 + h3 * r5 + h4 * r4;
      c = d8 >>> 13;
      d8 &= 8191;
      d8 += h5 * r3 + h6 * r2 + h7 * r1 + h8 * r0 + h9 * (5 * r9);
      c += d8 >>> 13;
      d8 &= 8191;
      let d9 = c + h0 * r9 + h1 * r8 + h2 * r7 + h3 * r6 + h4 * r5;
      c = d9 >>> 13;
      d9 &= 8191;
      d9 += h5 * r4 + h6 * r3 + h7 * r2 + h8 * r1 + h9 * r0;
      c += d9 >>> 13;
      d9 &= 8191;
      c = (c << 2) + c | 0;
      c = c + d0 | 0;
      d0 = c & 8191;
      c = c >>> 13;
      d1 += c;
      h[0] = d0;
      h[1] = d1;
      h[2] = d2;
      h[3] = d3;
      h[4] = d4;
      h[5] = d5;
      h[6] = d6;
      h[7] = d7;
      h[8] = d8;
      h[9] = d9;
    }
    finalize() {
      const { h, pad: pad2 } = this;
      const g = new Uint16Array(10);
      let c = h[1] >>> 13;
      h[1] &= 8191;
      for (let i = 2; i < 10; i++) {
        h[i] += c;
        c = h[i] >>> 13;
        h[i] &= 8191;
      }
      h[0] += c * 5;
      c = h[0] >>> 13;
      h[0] &= 8191;
      h[1] += c;
      c = h[1] >>> 13;
      h[1] &= 8191;
      h[2] += c;
      g[0] = h[0] + 5;
      c = g[0] >>> 13;
      g[0] &= 8191;
      for (let i = 1; i < 10; i++) {
        g[i] = h[i] + c;
        c = g[i] >>> 13;
        g[i] &= 8191;
      }
      g[9] -= 1 << 13;
      let mask = (c ^ 1) - 1;
      for (let i = 0; i < 10; i++)
        g[i] &= mask;
      mask = ~mask;
      for (let i = 0; i < 10; i++)
        h[i] = h[i] & mask | g[i];
      h[0] = (h[0] | h[1] << 13) & 65535;
      h[1] = (h[1] >>> 3 | h[2] << 10) & 65535;
      h[2] = (h[2] >>> 6 | h[3] << 7) & 65535;
      h[3] = (h[3] >>> 9 | h[4] << 4) & 65535;
      h[4] = (h[4] >>> 12 | h[5] << 1 | h[6] << 14) & 65535;
      h[5] = (h[6] >>> 2 | h[7] << 11) & 65535;
      h[6] = (h[7] >>> 5 | h[8] << 8) & 65535;
      h[7] = (h[8] >>> 8 | h[9] << 5) & 65535;
      let f = h[0] + pad2[0];
      h[0] = f & 65535;
      for (let i = 1; i < 8; i++) {
        f = (h[i] + pad2[i] | 0) + (f >>> 16) | 0;
        h[i] = f & 65535;
      }
      clean2(g);
    }
    update(data) {
      aexists2(this);
      abytes4(data);
      data = copyBytes3(data);
      const { buffer, blockLen } = this;
      const len = data.length;
      for (let pos = 0; pos < len; ) {
        const take = Math.min(blockLen - this.pos, len - pos);
        if (take === blockLen) {
          for (; blockLen <= len - pos; pos += blockLen)
            this.process(data, pos);
          continue;
        }
        buffer.set(data.subarray(pos, pos + take), this.pos);
        this.pos += take;
        pos += take;
        if (this.pos === blockLen) {
          this.process(buffer, 0, false);
          this.pos = 0;
        }
      }
      return this;
    }
    destroy() {
      this.destroyed = true;
      clean2(this.h, this.r, this.buffer, this.pad);
    }
    digestInto(out) {
      aexists2(this);
      aoutput2(out, this);
      this.finished = true;
      const { buffer, h } = this;
      let { pos } = this;
      if (pos) {
        buffer[pos++] = 1;
        for (; pos < 16; pos++)
          buffer[pos] = 0;
        this.process(buffer, 0, true);
      }
      this.finalize();
      let opos = 0;
      for (let i = 0; i < 8; i++) {
        out[opos++] = h[i] >>> 0;
        out[opos++] = h[i] >>> 8;
      }
    }
    digest() {
      const { buffer, outputLen } = this;
      this.digestInto(buffer);
      const res = buffer.slice(0, outputLen);
      this.destroy();
      return res;
    }
  };
  var poly1305 = /* @__PURE__ */ wrapMacConstructor(32, (key) => new Poly1305(key));

  // node_modules/@noble/ciphers/chacha.js
  function chachaCore(s, k, n, out, cnt, rounds = 20) {
    let y00 = s[0], y01 = s[1], y02 = s[2], y03 = s[3], y04 = k[0], y05 = k[1], y06 = k[2], y07 = k[3], y08 = k[4], y09 = k[5], y10 = k[6], y11 = k[7], y12 = cnt, y13 = n[0], y14 = n[1], y15 = n[2];
    let x00 = y00, x01 = y01, x02 = y02, x03 = y03, x04 = y04, x05 = y05, x06 = y06, x07 = y07, x08 = y08, x09 = y09, x10 = y10, x11 = y11, x12 = y12, x13 = y13, x14 = y14, x15 = y15;
    for (let r = 0; r < rounds; r += 2) {
      x00 = x00 + x04 | 0;
      x12 = rotl2(x12 ^ x00, 16);
      x08 = x08 + x12 | 0;
      x04 = rotl2(x04 ^ x08, 12);
      x00 = x00 + x04 | 0;
      x12 = rotl2(x12 ^ x00, 8);
      x08 = x08 + x12 | 0;
      x04 = rotl2(x04 ^ x08, 7);
      x01 = x01 + x05 | 0;
      x13 = rotl2(x13 ^ x01, 16);
      x09 = x09 + x13 | 0;
      x05 = rotl2(x05 ^ x09, 12);
      x01 = x01 + x05 | 0;
      x13 = rotl2(x13 ^ x01, 8);
      x09 = x09 + x13 | 0;
      x05 = rotl2(x05 ^ x09, 7);
      x02 = x02 + x06 | 0;
      x14 = rotl2(x14 ^ x02, 16);
      x10 = x10 + x14 | 0;
      x06 = rotl2(x06 ^ x10, 12);
      x02 = x02 + x06 | 0;
      x14 = rotl2(x14 ^ x02, 8);
      x10 = x10 + x14 | 0;
      x06 = rotl2(x06 ^ x10, 7);
      x03 = x03 + x07 | 0;
      x15 = rotl2(x15 ^ x03, 16);
      x11 = x11 + x15 | 0;
      x07 = rotl2(x07 ^ x11, 12);
      x03 = x03 + x07 | 0;
      x15 = rotl2(x15 ^ x03, 8);
      x11 = x11 + x15 | 0;
      x07 = rotl2(x07 ^ x11, 7);
      x00 = x00 + x05 | 0;
      x15 = rotl2(x15 ^ x00, 16);
      x10 = x10 + x15 | 0;
      x05 = rotl2(x05 ^ x10, 12);
      x00 = x00 + x05 | 0;
      x15 = rotl2(x15 ^ x00, 8);
      x10 = x10 + x15 | 0;
      x05 = rotl2(x05 ^ x10, 7);
      x01 = x01 + x06 | 0;
      x12 = rotl2(x12 ^ x01, 16);
      x11 = x11 + x12 | 0;
      x06 = rotl2(x06 ^ x11, 12);
      x01 = x01 + x06 | 0;
      x12 = rotl2(x12 ^ x01, 8);
      x11 = x11 + x12 | 0;
      x06 = rotl2(x06 ^ x11, 7);
      x02 = x02 + x07 | 0;
      x13 = rotl2(x13 ^ x02, 16);
      x08 = x08 + x13 | 0;
      x07 = rotl2(x07 ^ x08, 12);
      x02 = x02 + x07 | 0;
      x13 = rotl2(x13 ^ x02, 8);
      x08 = x08 + x13 | 0;
      x07 = rotl2(x07 ^ x08, 7);
      x03 = x03 + x04 | 0;
      x14 = rotl2(x14 ^ x03, 16);
      x09 = x09 + x14 | 0;
      x04 = rotl2(x04 ^ x09, 12);
      x03 = x03 + x04 | 0;
      x14 = rotl2(x14 ^ x03, 8);
      x09 = x09 + x14 | 0;
      x04 = rotl2(x04 ^ x09, 7);
    }
    let oi = 0;
    out[oi++] = y00 + x00 | 0;
    out[oi++] = y01 + x01 | 0;
    out[oi++] = y02 + x02 | 0;
    out[oi++] = y03 + x03 | 0;
    out[oi++] = y04 + x04 | 0;
    out[oi++] = y05 + x05 | 0;
    out[oi++] = y06 + x06 | 0;
    out[oi++] = y07 + x07 | 0;
    out[oi++] = y08 + x08 | 0;
    out[oi++] = y09 + x09 | 0;
    out[oi++] = y10 + x10 | 0;
    out[oi++] = y11 + x11 | 0;
    out[oi++] = y12 + x12 | 0;
    out[oi++] = y13 + x13 | 0;
    out[oi++] = y14 + x14 | 0;
    out[oi++] = y15 + x15 | 0;
  }
  var chacha20 = /* @__PURE__ */ createCipher(chachaCore, {
    counterRight: false,
    counterLength: 4,
    allowShortKeys: false
  });
  var ZEROS16 = /* @__PURE__ */ new Uint8Array(16);
  var updatePadded = (h, msg) => {
    h.update(msg);
    const leftover = msg.length % 16;
    if (leftover)
      h.update(ZEROS16.subarray(leftover));
  };
  var ZEROS32 = /* @__PURE__ */ new Uint8Array(32);
  function computeTag(fn, key, nonce, ciphertext, AAD) {
    if (AAD !== void 0)
      abytes4(AAD, void 0, "AAD");
    const authKey = fn(key, nonce, ZEROS32);
    const lengths = u64Lengths(ciphertext.length, AAD ? AAD.length : 0, true);
    const h = poly1305.create(authKey);
    if (AAD)
      updatePadded(h, AAD);
    updatePadded(h, ciphertext);
    h.update(lengths);
    const res = h.digest();
    clean2(authKey, lengths);
    return res;
  }
  var _poly1305_aead = (xorStream) => (key, nonce, AAD) => {
    const tagLength = 16;
    return {
      encrypt(plaintext, output) {
        const plength = plaintext.length;
        output = getOutput(plength + tagLength, output, false);
        output.set(plaintext);
        const oPlain = output.subarray(0, -tagLength);
        xorStream(key, nonce, oPlain, oPlain, 1);
        const tag = computeTag(xorStream, key, nonce, oPlain, AAD);
        output.set(tag, plength);
        clean2(tag);
        return output;
      },
      decrypt(ciphertext, output) {
        output = getOutput(ciphertext.length - tagLength, output, false);
        const data = ciphertext.subarray(0, -tagLength);
        const passedTag = ciphertext.subarray(-tagLength);
        const tag = computeTag(xorStream, key, nonce, data, AAD);
        if (!equalBytes(passedTag, tag)) {
          clean2(tag);
          throw new Error("invalid tag");
        }
        output.set(ciphertext.subarray(0, -tagLength));
        xorStream(key, nonce, output, output, 1);
        clean2(tag);
        return output;
      }
    };
  };
  var chacha20poly1305 = /* @__PURE__ */ wrapCipher(
    { blockSize: 64, nonceLength: 12, tagLength: 16, withAAD: true },
    /* @__PURE__ */ _poly1305_aead(chacha20)
  );

  // node_modules/@noble/curves/abstract/der.js
  var _0n7 = /* @__PURE__ */ BigInt(0);
  var DERErr = class extends Error {
    constructor(m = "") {
      super(m);
    }
  };
  var _DER = {
    // asn.1 DER encoding utils
    Err: DERErr,
    // Basic building block is TLV (Tag-Length-Value)
    _tlv: {
      encode: (tag, data) => {
        const { Err: E } = _DER;
        asafenumber(tag, "tag");
        if (tag < 0 || tag > 255)
          throw new E("tlv.encode: wrong tag");
        astring(data, "data");
        if (data.length & 1)
          throw new E("tlv.encode: unpadded data");
        const dataLen = data.length / 2;
        const len = numberToHexUnpadded(dataLen);
        if (len.length / 2 & 128)
          throw new E("tlv.encode: long form length too big");
        const lenLen = dataLen > 127 ? numberToHexUnpadded(len.length / 2 | 128) : "";
        const t = numberToHexUnpadded(tag);
        return t + lenLen + len + data;
      },
      // v - value, l - left bytes (unparsed)
      decode(tag, data) {
        const { Err: E } = _DER;
        data = abytes2(data, void 0, "DER data");
        let pos = 0;
        if (tag < 0 || tag > 255)
          throw new E("tlv.decode: wrong tag");
        if (data.length < 2 || data[pos++] !== tag)
          throw new E("tlv.decode: wrong tlv");
        const first2 = data[pos++];
        const isLong = !!(first2 & 128);
        let length2 = 0;
        if (!isLong)
          length2 = first2;
        else {
          const lenLen = first2 & 127;
          if (!lenLen)
            throw new E("tlv.decode(long): indefinite length not supported");
          if (lenLen > 4)
            throw new E("tlv.decode(long): byte length is too big");
          const lengthBytes = data.subarray(pos, pos + lenLen);
          if (lengthBytes.length !== lenLen)
            throw new E("tlv.decode: length bytes not complete");
          if (lengthBytes[0] === 0)
            throw new E("tlv.decode(long): zero leftmost byte");
          for (const b of lengthBytes)
            length2 = length2 << 8 | b;
          pos += lenLen;
          if (length2 < 128)
            throw new E("tlv.decode(long): not minimal encoding");
        }
        const v = data.subarray(pos, pos + length2);
        if (v.length !== length2)
          throw new E("tlv.decode: wrong value length");
        return { v, l: data.subarray(pos + length2) };
      }
    },
    // https://crypto.stackexchange.com/a/57734 Leftmost bit of first byte is 'negative' flag,
    // since we always use positive integers here. It must always be empty:
    // - add zero byte if exists
    // - if next byte doesn't have a flag, leading zero is not allowed (minimal encoding)
    _int: {
      encode(num3) {
        const { Err: E } = _DER;
        abignumber(num3);
        if (num3 < _0n7)
          throw new E("integer: negative integers are not allowed");
        let hex = numberToHexUnpadded(num3);
        if (Number.parseInt(hex[0], 16) & 8)
          hex = "00" + hex;
        if (hex.length & 1)
          throw new E("unexpected DER parsing assertion: unpadded hex");
        return hex;
      },
      decode(data) {
        const { Err: E } = _DER;
        if (data.length < 1)
          throw new E("invalid signature integer: empty");
        if (data[0] & 128)
          throw new E("invalid signature integer: negative");
        if (data.length > 1 && data[0] === 0 && !(data[1] & 128))
          throw new E("invalid signature integer: unnecessary leading zero");
        return bytesToNumberBE(data);
      }
    },
    toSig(bytes3, maxScalarBytes) {
      const { Err: E, _int: int, _tlv: tlv } = _DER;
      if (maxScalarBytes !== void 0) {
        asafenumber(maxScalarBytes, "maxScalarBytes");
        if (maxScalarBytes < 1)
          throw new E("invalid signature: maxScalarBytes must be positive");
      }
      const data = abytes2(bytes3, void 0, "signature");
      const { v: seqBytes, l: seqLeftBytes } = tlv.decode(48, data);
      if (seqLeftBytes.length)
        throw new E("invalid signature: left bytes after parsing");
      const { v: rBytes, l: rLeftBytes } = tlv.decode(2, seqBytes);
      const { v: sBytes, l: sLeftBytes } = tlv.decode(2, rLeftBytes);
      if (sLeftBytes.length)
        throw new E("invalid signature: left bytes after parsing");
      if (maxScalarBytes !== void 0 && (rBytes.length > maxScalarBytes || sBytes.length > maxScalarBytes))
        throw new E("invalid signature: integer too large");
      return { r: int.decode(rBytes), s: int.decode(sBytes) };
    },
    hexFromSig(sig) {
      const { _tlv: tlv, _int: int } = _DER;
      validateObject(sig, { r: "bigint", s: "bigint" }, {}, "sig");
      const rs = tlv.encode(2, int.encode(sig.r));
      const ss = tlv.encode(2, int.encode(sig.s));
      const seq = rs + ss;
      return tlv.encode(48, seq);
    }
  };
  var DER = /* @__PURE__ */ (() => {
    Object.freeze(_DER._tlv);
    Object.freeze(_DER._int);
    return Object.freeze(_DER);
  })();

  // node_modules/@noble/curves/abstract/weierstrass.js
  var divNearest = (num3, den) => (num3 + (num3 >= 0 ? den : -den) / _2n5) / den;
  function _splitEndoScalar(k, basis2, n) {
    aInRange("scalar", k, _0n8, n);
    const [[a1, b1], [a2, b2]] = basis2;
    const c1 = divNearest(b2 * k, n);
    const c2 = divNearest(-b1 * k, n);
    let k1 = k - c1 * a1 - c2 * a2;
    let k2 = -c1 * b1 - c2 * b2;
    const k1neg = k1 < _0n8;
    const k2neg = k2 < _0n8;
    if (k1neg)
      k1 = -k1;
    if (k2neg)
      k2 = -k2;
    const MAX_NUM = bitMask(Math.ceil(bitLen(n) / 2)) + _1n7;
    if (k1 < _0n8 || k1 >= MAX_NUM || k2 < _0n8 || k2 >= MAX_NUM) {
      throw new Error("splitScalar (endomorphism): failed for k");
    }
    return { k1neg, k1, k2neg, k2 };
  }
  function validateSigFormat(format) {
    if (!["compact", "recovered", "der"].includes(format))
      throw new Error('Signature format must be "compact", "recovered", or "der"');
    return format;
  }
  function validateSigOpts(opts2, def) {
    validateObject(opts2);
    const optsn = {};
    for (let optName of Object.keys(def)) {
      optsn[optName] = opts2[optName] === void 0 ? def[optName] : opts2[optName];
    }
    abool2(optsn.lowS, "lowS");
    abool2(optsn.prehash, "prehash");
    if (optsn.format !== void 0)
      validateSigFormat(optsn.format);
    return optsn;
  }
  var _0n8 = /* @__PURE__ */ BigInt(0);
  var _1n7 = /* @__PURE__ */ BigInt(1);
  var _2n5 = /* @__PURE__ */ BigInt(2);
  var _3n3 = /* @__PURE__ */ BigInt(3);
  var _4n4 = /* @__PURE__ */ BigInt(4);
  function weierstrass(params, extraOpts = {}) {
    const validated = createCurveFields("weierstrass", params, extraOpts);
    const Fp2 = validated.Fp;
    const Fn = validated.Fn;
    let CURVE = validated.CURVE;
    const { h: cofactor, n: CURVE_ORDER } = CURVE;
    validateObject(extraOpts, {}, {
      allowInfinityPoint: "boolean",
      clearCofactor: "function",
      isTorsionFree: "function",
      fromBytes: "function",
      toBytes: "function",
      endo: "object",
      randomBytes: "function"
    });
    const { endo: endoOpts, allowInfinityPoint, clearCofactor, isTorsionFree, fromBytes, toBytes } = extraOpts;
    const randomBytes6 = extraOpts.randomBytes === void 0 ? randomBytes3 : extraOpts.randomBytes;
    if (endoOpts) {
      if (!Fp2.is0(CURVE.a) || typeof endoOpts.beta !== "bigint" || !Array.isArray(endoOpts.basises)) {
        throw new Error('invalid endo: expected "beta": bigint and "basises": array');
      }
    }
    const endo = endoOpts ? {
      beta: endoOpts.beta,
      basises: endoOpts.basises.map((basis2) => [...basis2])
    } : void 0;
    const lengths = getWLengths(Fp2, Fn);
    function assertCompressionIsSupported() {
      if (!Fp2.isOdd)
        throw new Error("compression is not supported: Field does not have .isOdd()");
    }
    function pointToBytes(_c, point, isCompressed) {
      if (point.is0()) {
        if (!allowInfinityPoint)
          throw new Error("bad point: ZERO");
        return Uint8Array.of(0);
      }
      const { x, y } = point.toAffine();
      const bx = Fp2.toBytes(x);
      abool2(isCompressed, "isCompressed");
      if (isCompressed) {
        assertCompressionIsSupported();
        const hasEvenY = !Fp2.isOdd(y);
        return concatBytes2(pprefix(hasEvenY), bx);
      } else {
        return concatBytes2(Uint8Array.of(4), bx, Fp2.toBytes(y));
      }
    }
    function pointFromBytes(bytes3) {
      abytes2(bytes3, void 0, "Point");
      const { publicKey: comp, publicKeyUncompressed: uncomp } = lengths;
      const length2 = bytes3.length;
      const head3 = bytes3[0];
      const tail = bytes3.subarray(1);
      if (allowInfinityPoint && length2 === 1 && head3 === 0)
        return { x: Fp2.ZERO, y: Fp2.ZERO };
      if (length2 === comp && (head3 === 2 || head3 === 3)) {
        const x = Fp2.fromBytes(tail);
        if (!Fp2.isValid(x))
          throw new Error("bad point: is not on curve, wrong x");
        const y2 = weierstrassEquation(x);
        let y;
        try {
          y = Fp2.sqrt(y2);
        } catch (sqrtError) {
          const err = sqrtError instanceof Error ? ": " + sqrtError.message : "";
          throw new Error("bad point: is not on curve, sqrt error" + err);
        }
        assertCompressionIsSupported();
        const evenY = Fp2.isOdd(y);
        const evenH = (head3 & 1) === 1;
        if (evenH !== evenY)
          y = Fp2.neg(y);
        return { x, y };
      } else if (length2 === uncomp && head3 === 4) {
        const L = Fp2.BYTES;
        const x = Fp2.fromBytes(tail.subarray(0, L));
        const y = Fp2.fromBytes(tail.subarray(L, L * 2));
        if (!isValidXY(x, y))
          throw new Error("bad point: is not on curve");
        return { x, y };
      } else {
        throw new Error(`bad point: got length ${length2}, expected compressed=${comp} or uncompressed=${uncomp}`);
      }
    }
    const encodePoint = toBytes === void 0 ? pointToBytes : toBytes;
    const decodePoint = fromBytes === void 0 ? pointFromBytes : fromBytes;
    const b3 = Fp2.mul(CURVE.b, _3n3);
    const mulA = Fp2.is0(CURVE.a) ? (_) => Fp2.ZERO : (x) => Fp2.mul(CURVE.a, x);
    function weierstrassEquation(x) {
      const x2 = Fp2.sqr(x);
      const x3 = Fp2.mul(x2, x);
      return Fp2.add(Fp2.add(x3, Fp2.mul(x, CURVE.a)), CURVE.b);
    }
    function isValidXY(x, y) {
      const left = Fp2.sqr(y);
      const right = weierstrassEquation(x);
      return Fp2.eql(left, right);
    }
    if (!isValidXY(CURVE.Gx, CURVE.Gy))
      throw new Error("bad curve params: generator point");
    const _4a3 = Fp2.mul(Fp2.pow(CURVE.a, _3n3), _4n4);
    const _27b2 = Fp2.mul(Fp2.sqr(CURVE.b), BigInt(27));
    if (Fp2.is0(Fp2.add(_4a3, _27b2)))
      throw new Error("bad curve params: a or b");
    function acoord(title, n, banZero = false) {
      if (!Fp2.isValid(n) || banZero && Fp2.is0(n))
        throw new Error(`bad point coordinate ${title}`);
      return typeof n === "object" && n !== null ? Fp2.create(n) : n;
    }
    function aprjpoint(other3) {
      if (!(other3 instanceof Point2))
        throw new Error("Weierstrass Point expected");
    }
    function splitEndoScalarN(k) {
      if (!endo || !endo.basises)
        throw new Error("no endo");
      return _splitEndoScalar(k, endo.basises, Fn.ORDER);
    }
    function pushWnafPair(points, scalars, p, k) {
      if (!Fn.isValid(k))
        throw new RangeError("invalid scalar: out of range");
      if (endo) {
        const { k1neg, k1, k2neg, k2 } = splitEndoScalarN(k);
        const psi = new Point2(Fp2.mul(p.X, endo.beta), p.Y, p.Z);
        points.push(k1neg ? p.negate() : p, k2neg ? psi.negate() : psi);
        scalars.push(k1, k2);
      } else {
        points.push(p);
        scalars.push(k);
      }
    }
    const validityCache = /* @__PURE__ */ new WeakSet();
    class Point2 {
      static BASE = new Point2(CURVE.Gx, CURVE.Gy, Fp2.ONE);
      static ZERO = new Point2(Fp2.ZERO, Fp2.ONE, Fp2.ZERO);
      static Fp = Fp2;
      static Fn = Fn;
      X;
      Y;
      Z;
      /** Does NOT validate if the point is valid. Use `.assertValidity()`. */
      constructor(X, Y, Z) {
        this.X = acoord("x", X);
        this.Y = acoord("y", Y, true);
        this.Z = acoord("z", Z);
        Object.freeze(this);
      }
      static CURVE() {
        return CURVE;
      }
      /** Does NOT validate if the point is valid. Use `.assertValidity()`. */
      static fromAffine(p) {
        const { x, y } = p || {};
        if (!p || !Fp2.isValid(x) || !Fp2.isValid(y))
          throw new Error("invalid affine point");
        if (p instanceof Point2)
          throw new Error("projective point not allowed");
        if (Fp2.is0(x) && Fp2.is0(y))
          return Point2.ZERO;
        return new Point2(x, y, Fp2.ONE);
      }
      static fromBytes(bytes3) {
        const P2 = Point2.fromAffine(decodePoint(abytes2(bytes3, void 0, "point")));
        P2.assertValidity();
        return P2;
      }
      static fromHex(hex) {
        return Point2.fromBytes(hexToBytes2(hex));
      }
      get x() {
        return this.toAffine().x;
      }
      get y() {
        return this.toAffine().y;
      }
      /**
       * @param isLazy - true will defer table computation until the first multiplication
       */
      precompute(windowSize = 6, isLazy = true) {
        wnaf.setWindowSize(this, windowSize);
        if (!isLazy)
          this.multiply(_3n3);
        return this;
      }
      // TODO: return `this`
      /** A point on curve is valid if it conforms to equation. */
      assertValidity() {
        const p = this;
        if (p.is0()) {
          if (allowInfinityPoint && Fp2.is0(p.X) && Fp2.eql(p.Y, Fp2.ONE) && Fp2.is0(p.Z))
            return;
          throw new Error("bad point: ZERO");
        }
        if (validityCache.has(p))
          return;
        const { x, y } = p.toAffine();
        if (!Fp2.isValid(x) || !Fp2.isValid(y))
          throw new Error("bad point: x or y not field elements");
        if (!isValidXY(x, y))
          throw new Error("bad point: equation left != right");
        if (!p.isTorsionFree())
          throw new Error("bad point: not in prime-order subgroup");
        validityCache.add(p);
      }
      hasEvenY() {
        const { y } = this.toAffine();
        if (!Fp2.isOdd)
          throw new Error("Field doesn't support isOdd");
        return !Fp2.isOdd(y);
      }
      /** Compare one point to another. */
      equals(other3) {
        aprjpoint(other3);
        const { X: X1, Y: Y1, Z: Z1 } = this;
        const { X: X2, Y: Y2, Z: Z2 } = other3;
        const U1 = Fp2.eql(Fp2.mul(X1, Z2), Fp2.mul(X2, Z1));
        const U2 = Fp2.eql(Fp2.mul(Y1, Z2), Fp2.mul(Y2, Z1));
        return U1 && U2;
      }
      /** Flips point to one corresponding to (x, -y) in Affine coordinates. */
      negate() {
        return new Point2(this.X, Fp2.neg(this.Y), this.Z);
      }
      // Renes-Costello-Batina exception-free doubling formula.
      // There is 30% faster Jacobian formula, but it is not complete.
      // https://eprint.iacr.org/2015/1060, algorithm 3
      // Cost: 8M + 3S + 3*a + 2*b3 + 15add.
      double() {
        const { X: X1, Y: Y1, Z: Z1 } = this;
        let X3 = Fp2.ZERO, Y3 = Fp2.ZERO, Z3 = Fp2.ZERO;
        let t0 = Fp2.mul(X1, X1);
        let t1 = Fp2.mul(Y1, Y1);
        let t2 = Fp2.mul(Z1, Z1);
        let t3 = Fp2.mul(X1, Y1);
        t3 = Fp2.add(t3, t3);
        Z3 = Fp2.mul(X1, Z1);
        Z3 = Fp2.add(Z3, Z3);
        X3 = mulA(Z3);
        Y3 = Fp2.mul(b3, t2);
        Y3 = Fp2.add(X3, Y3);
        X3 = Fp2.sub(t1, Y3);
        Y3 = Fp2.add(t1, Y3);
        Y3 = Fp2.mul(X3, Y3);
        X3 = Fp2.mul(t3, X3);
        Z3 = Fp2.mul(b3, Z3);
        t2 = mulA(t2);
        t3 = Fp2.sub(t0, t2);
        t3 = mulA(t3);
        t3 = Fp2.add(t3, Z3);
        Z3 = Fp2.add(t0, t0);
        t0 = Fp2.add(Z3, t0);
        t0 = Fp2.add(t0, t2);
        t0 = Fp2.mul(t0, t3);
        Y3 = Fp2.add(Y3, t0);
        t2 = Fp2.mul(Y1, Z1);
        t2 = Fp2.add(t2, t2);
        t0 = Fp2.mul(t2, t3);
        X3 = Fp2.sub(X3, t0);
        Z3 = Fp2.mul(t2, t1);
        Z3 = Fp2.add(Z3, Z3);
        Z3 = Fp2.add(Z3, Z3);
        return new Point2(X3, Y3, Z3);
      }
      // Renes-Costello-Batina exception-free addition formula.
      // There is 30% faster Jacobian formula, but it is not complete.
      // https://eprint.iacr.org/2015/1060, algorithm 1
      // Cost: 12M + 0S + 3*a + 3*b3 + 23add.
      add(other3) {
        aprjpoint(other3);
        const { X: X1, Y: Y1, Z: Z1 } = this;
        const { X: X2, Y: Y2, Z: Z2 } = other3;
        let X3 = Fp2.ZERO, Y3 = Fp2.ZERO, Z3 = Fp2.ZERO;
        let t0 = Fp2.mul(X1, X2);
        let t1 = Fp2.mul(Y1, Y2);
        let t2 = Fp2.mul(Z1, Z2);
        let t3 = Fp2.add(X1, Y1);
        let t4 = Fp2.add(X2, Y2);
        t3 = Fp2.mul(t3, t4);
        t4 = Fp2.add(t0, t1);
        t3 = Fp2.sub(t3, t4);
        t4 = Fp2.add(X1, Z1);
        let t5 = Fp2.add(X2, Z2);
        t4 = Fp2.mul(t4, t5);
        t5 = Fp2.add(t0, t2);
        t4 = Fp2.sub(t4, t5);
        t5 = Fp2.add(Y1, Z1);
        X3 = Fp2.add(Y2, Z2);
        t5 = Fp2.mul(t5, X3);
        X3 = Fp2.add(t1, t2);
        t5 = Fp2.sub(t5, X3);
        Z3 = mulA(t4);
        X3 = Fp2.mul(b3, t2);
        Z3 = Fp2.add(X3, Z3);
        X3 = Fp2.sub(t1, Z3);
        Z3 = Fp2.add(t1, Z3);
        Y3 = Fp2.mul(X3, Z3);
        t1 = Fp2.add(t0, t0);
        t1 = Fp2.add(t1, t0);
        t2 = mulA(t2);
        t4 = Fp2.mul(b3, t4);
        t1 = Fp2.add(t1, t2);
        t2 = Fp2.sub(t0, t2);
        t2 = mulA(t2);
        t4 = Fp2.add(t4, t2);
        t0 = Fp2.mul(t1, t4);
        Y3 = Fp2.add(Y3, t0);
        t0 = Fp2.mul(t5, t4);
        X3 = Fp2.mul(t3, X3);
        X3 = Fp2.sub(X3, t0);
        t0 = Fp2.mul(t3, t1);
        Z3 = Fp2.mul(t5, Z3);
        Z3 = Fp2.add(Z3, t0);
        return new Point2(X3, Y3, Z3);
      }
      subtract(other3) {
        aprjpoint(other3);
        return this.add(other3.negate());
      }
      is0() {
        return this.equals(Point2.ZERO);
      }
      /**
       * Constant time multiplication.
       * Uses precomputed tables (signed fixed-window wNAF) when available.
       * Uses scalar blinding and avoids endomorphism splitting in the secret-scalar path.
       * @param scalar - by which the point would be multiplied
       * @returns New point
       */
      multiply(scalar) {
        if (!Fn.isValidNot0(scalar))
          throw new RangeError("invalid scalar: out of range");
        const { p, f } = wnaf.mulSecret(this, scalar, cofactor, normalize);
        return normalize([p, f])[0];
      }
      /**
       * Non-constant-time multiplication. Uses width-4 wNAF with GLV endomorphism splitting
       * when available (two half-width scalars sharing one halved doubling chain).
       * It's faster, but should only be used when you don't care about
       * an exposed secret key e.g. sig verification, which works over *public* keys.
       */
      multiplyUnsafe(scalar) {
        const p = this;
        const sc = scalar;
        if (!Fn.isValid(sc))
          throw new RangeError("invalid scalar: out of range");
        if (sc === _0n8 || p.is0())
          return Point2.ZERO;
        if (sc === _1n7)
          return p;
        if (wnaf.hasWindowSize(this))
          return wnaf.mulUnsafe(p, sc, normalize);
        const points = [];
        const scalars = [];
        pushWnafPair(points, scalars, p, sc);
        return mulAddUnsafe(Point2, points, scalars);
      }
      /**
       * Non-constant-time double-scalar multiplication `a⋅this + b⋅other` (Strauss–Shamir).
       * Both walks share one doubling chain via {@link mulAddUnsafe}, and GLV endomorphism
       * (when available) halves the chain again by splitting each scalar into two half-width
       * parts. Used by ECDSA verification and public-key recovery for `R = u1⋅G + u2⋅P`.
       * Only for public scalars.
       */
      mulAddUnsafe(a, other3, b) {
        aprjpoint(other3);
        const points = [];
        const scalars = [];
        pushWnafPair(points, scalars, this, a);
        pushWnafPair(points, scalars, other3, b);
        return mulAddUnsafe(Point2, points, scalars);
      }
      /**
       * Converts Projective point to affine (x, y) coordinates.
       * (X, Y, Z) ∋ (x=X/Z, y=Y/Z).
       * @param invertedZ - Z^-1 (inverted zero) - optional, precomputation is useful for invertBatch
       */
      toAffine(invertedZ) {
        const p = this;
        let iz = invertedZ;
        if (iz != null && !Fp2.isValid(iz))
          throw new RangeError('"invertedZ" expected valid field element');
        const { X, Y, Z } = p;
        if (Fp2.eql(Z, Fp2.ONE))
          return { x: X, y: Y };
        const is0 = p.is0();
        if (iz == null)
          iz = is0 ? Fp2.ONE : Fp2.inv(Z);
        const x = Fp2.mul(X, iz);
        const y = Fp2.mul(Y, iz);
        const zz = Fp2.mul(Z, iz);
        if (is0)
          return { x: Fp2.ZERO, y: Fp2.ZERO };
        if (!Fp2.eql(zz, Fp2.ONE))
          throw new Error("invZ was invalid");
        return { x, y };
      }
      /**
       * Checks whether Point is free of torsion elements (is in prime subgroup).
       * Always torsion-free for cofactor=1 curves.
       */
      isTorsionFree() {
        if (cofactor === _1n7)
          return true;
        if (isTorsionFree)
          return isTorsionFree(Point2, this);
        return wnaf.mulUnsafe(this, CURVE_ORDER).is0();
      }
      clearCofactor() {
        if (cofactor === _1n7)
          return this;
        if (clearCofactor)
          return clearCofactor(Point2, this);
        return this.multiplyUnsafe(cofactor);
      }
      isSmallOrder() {
        if (cofactor === _1n7)
          return this.is0();
        return this.clearCofactor().is0();
      }
      toBytes(isCompressed = true) {
        abool2(isCompressed, "isCompressed");
        this.assertValidity();
        return encodePoint(Point2, this, isCompressed);
      }
      toHex(isCompressed = true) {
        return bytesToHex2(this.toBytes(isCompressed));
      }
      toString() {
        return `<Point ${this.is0() ? "ZERO" : this.toHex()}>`;
      }
    }
    const normalize = (points) => normalizeZ(Point2, points);
    const wnaf = new ScalarMultiplier(Point2, randomBytes6);
    if (wnaf.bits >= 6)
      Point2.BASE.precompute(6);
    Object.freeze(Point2.prototype);
    Object.freeze(Point2);
    return Point2;
  }
  function pprefix(hasEvenY) {
    return Uint8Array.of(hasEvenY ? 2 : 3);
  }
  function getWLengths(Fp2, Fn) {
    return {
      secretKey: Fn.BYTES,
      publicKey: 1 + Fp2.BYTES,
      publicKeyUncompressed: 1 + 2 * Fp2.BYTES,
      publicKeyHasPrefix: true,
      // Raw compact `(r || s)` signature width; DER and recovered signatures use
      // different lengths outside this helper.
      signature: 2 * Fn.BYTES
    };
  }
  function ecdh(Point2, ecdhOpts = {}) {
    validatePointCons(Point2);
    const { Fn } = Point2;
    const randomBytes_ = ecdhOpts.randomBytes === void 0 ? randomBytes3 : ecdhOpts.randomBytes;
    const lengths = Object.assign(getWLengths(Point2.Fp, Fn), {
      seed: Math.max(getMinHashLength(Fn.ORDER), 16)
    });
    function isValidSecretKey(secretKey) {
      try {
        const num3 = Fn.fromBytes(secretKey);
        return Fn.isValidNot0(num3);
      } catch (error) {
        return false;
      }
    }
    function isValidPublicKey(publicKey, isCompressed) {
      const { publicKey: comp, publicKeyUncompressed } = lengths;
      try {
        const l = publicKey.length;
        if (isCompressed === true && l !== comp)
          return false;
        if (isCompressed === false && l !== publicKeyUncompressed)
          return false;
        return !Point2.fromBytes(publicKey).is0();
      } catch (error) {
        return false;
      }
    }
    function randomSecretKey(seed) {
      seed = seed === void 0 ? randomBytes_(lengths.seed) : seed;
      return mapHashToField(abytes2(seed, lengths.seed, "seed"), Fn.ORDER);
    }
    function getPublicKey(secretKey, isCompressed = true) {
      return Point2.BASE.multiply(Fn.fromBytes(secretKey)).toBytes(isCompressed);
    }
    function isProbPub(item) {
      const { secretKey, publicKey, publicKeyUncompressed } = lengths;
      const allowedLengths = Fn._lengths;
      if (!isBytes2(item))
        return void 0;
      const l = abytes2(item, void 0, "key").length;
      const isPub = l === publicKey || l === publicKeyUncompressed;
      const isSec = l === secretKey || !!allowedLengths?.includes(l);
      if (isPub && isSec)
        return void 0;
      return isPub;
    }
    function getSharedSecret(secretKeyA, publicKeyB, isCompressed = true) {
      if (isProbPub(secretKeyA) === true)
        throw new Error("first arg must be private key");
      if (isProbPub(publicKeyB) === false)
        throw new Error("second arg must be public key");
      const s = Fn.fromBytes(secretKeyA);
      const b = Point2.fromBytes(publicKeyB);
      if (b.is0())
        throw new Error("invalid public key: point at infinity");
      return b.multiply(s).toBytes(isCompressed);
    }
    const utils = {
      isValidSecretKey,
      isValidPublicKey,
      randomSecretKey
    };
    const keygen = createKeygen(randomSecretKey, getPublicKey);
    Object.freeze(utils);
    Object.freeze(lengths);
    return Object.freeze({ getPublicKey, getSharedSecret, keygen, Point: Point2, utils, lengths });
  }
  function ecdsa(Point2, hash2, ecdsaOpts = {}) {
    validatePointCons(Point2);
    const hash_ = hash2;
    ahash(hash_);
    validateObject(ecdsaOpts, {}, {
      hmac: "function",
      lowS: "boolean",
      randomBytes: "function",
      bits2int: "function",
      bits2int_modN: "function"
    });
    const opts2 = Object.assign({}, ecdsaOpts);
    const randomBytes6 = opts2.randomBytes === void 0 ? randomBytes3 : opts2.randomBytes;
    const hmac2 = opts2.hmac === void 0 ? (key, msg) => hmac(hash_, key, msg) : opts2.hmac;
    const { Fp: Fp2, Fn } = Point2;
    const { ORDER: CURVE_ORDER, BITS: fnBits } = Fn;
    const blindLength = getMinHashLength(CURVE_ORDER);
    const csprng = probeRandomBytes(randomBytes6, blindLength);
    const { keygen, getPublicKey, getSharedSecret, utils, lengths } = ecdh(Point2, opts2);
    const defaultSigOpts = {
      prehash: true,
      lowS: typeof opts2.lowS === "boolean" ? opts2.lowS : true,
      format: "compact",
      extraEntropy: false
    };
    const hasLargeRecoveryLifts = CURVE_ORDER * _2n5 + _1n7 < Fp2.ORDER;
    function isBiggerThanHalfOrder(number4) {
      const HALF = CURVE_ORDER >> _1n7;
      return number4 > HALF;
    }
    function validateRS(title, num3) {
      if (!Fn.isValidNot0(num3))
        throw new Error(`invalid signature ${title}: out of range 1..Point.Fn.ORDER`);
      return num3;
    }
    function assertFieldSignIsSupported() {
      if (!Fp2.isOdd)
        throw new Error("Field doesn't support isOdd");
    }
    function getRecoveryBit(x, y, r) {
      assertFieldSignIsSupported();
      return (x === r ? 0 : 2) | Number(Fp2.isOdd(y));
    }
    function assertRecoverableCurve() {
      if (hasLargeRecoveryLifts)
        throw new Error('"recovered" sig type is not supported for cofactor >2 curves');
    }
    function validateSigLength(bytes3, format) {
      validateSigFormat(format);
      const size2 = lengths.signature;
      const sizer = format === "compact" ? size2 : format === "recovered" ? size2 + 1 : void 0;
      return abytes2(bytes3, sizer);
    }
    class Signature {
      r;
      s;
      recovery;
      constructor(r, s, recovery) {
        this.r = validateRS("r", r);
        this.s = validateRS("s", s);
        if (recovery != null) {
          assertRecoverableCurve();
          if (![0, 1, 2, 3].includes(recovery))
            throw new Error("invalid recovery id");
          this.recovery = recovery;
        }
        Object.freeze(this);
      }
      static fromBytes(bytes3, format = defaultSigOpts.format) {
        validateSigLength(bytes3, format);
        let recid;
        if (format === "der") {
          if (bytes3.length > 2 * Fn.BYTES + 16)
            throw new DER.Err("invalid signature: DER signature too long");
          const { r: r2, s: s2 } = DER.toSig(abytes2(bytes3), Fn.BYTES + 1);
          return new Signature(r2, s2);
        }
        if (format === "recovered") {
          recid = bytes3[0];
          format = "compact";
          bytes3 = bytes3.subarray(1);
        }
        const L = lengths.signature / 2;
        const r = bytes3.subarray(0, L);
        const s = bytes3.subarray(L, L * 2);
        return new Signature(Fn.fromBytes(r), Fn.fromBytes(s), recid);
      }
      static fromHex(hex, format) {
        return this.fromBytes(hexToBytes2(hex), format);
      }
      assertRecovery() {
        const { recovery } = this;
        if (recovery == null)
          throw new Error("invalid recovery id: must be present");
        return recovery;
      }
      addRecoveryBit(recovery) {
        return new Signature(this.r, this.s, recovery);
      }
      // Unlike the top-level helper below, this method expects a digest that has
      // already been hashed to the curve's message representative.
      recoverPublicKey(messageHash) {
        const { r, s } = this;
        const recovery = this.assertRecovery();
        const radj = recovery === 2 || recovery === 3 ? r + CURVE_ORDER : r;
        if (!Fp2.isValid(radj))
          throw new Error("invalid recovery id: sig.r+curve.n != R.x");
        const x = Fp2.toBytes(radj);
        const R = Point2.fromBytes(concatBytes2(pprefix((recovery & 1) === 0), x));
        const ir = Fn.inv(radj);
        const h = bits2int_modN(abytes2(messageHash, void 0, "msgHash"));
        const u1 = Fn.create(-h * ir);
        const u2 = Fn.create(s * ir);
        const Q2 = Point2.BASE.mulAddUnsafe(u1, R, u2);
        if (Q2.is0())
          throw new Error("invalid recovery: point at infinify");
        Q2.assertValidity();
        return Q2;
      }
      // Signatures should be low-s, to prevent malleability.
      hasHighS() {
        return isBiggerThanHalfOrder(this.s);
      }
      toBytes(format = defaultSigOpts.format) {
        validateSigFormat(format);
        if (format === "der")
          return hexToBytes2(DER.hexFromSig(this));
        const { r, s } = this;
        const rb = Fn.toBytes(r);
        const sb = Fn.toBytes(s);
        if (format === "recovered") {
          assertRecoverableCurve();
          return concatBytes2(Uint8Array.of(this.assertRecovery()), rb, sb);
        }
        return concatBytes2(rb, sb);
      }
      toHex(format) {
        return bytesToHex2(this.toBytes(format));
      }
    }
    Object.freeze(Signature.prototype);
    Object.freeze(Signature);
    const bits2int = opts2.bits2int === void 0 ? function bits2int_def(bytes3) {
      if (bytes3.length > 8192)
        throw new Error("input is too large");
      const num3 = bytesToNumberBE(bytes3);
      const delta = bytes3.length * 8 - fnBits;
      return delta > 0 ? num3 >> BigInt(delta) : num3;
    } : opts2.bits2int;
    const bits2int_modN = opts2.bits2int_modN === void 0 ? function bits2int_modN_def(bytes3) {
      return Fn.create(bits2int(bytes3));
    } : opts2.bits2int_modN;
    const ORDER_MASK = bitMask(fnBits);
    function int2octets(num3) {
      aInRange("num < 2^" + fnBits, num3, _0n8, ORDER_MASK);
      return Fn.toBytes(num3);
    }
    function validateMsgAndHash(message2, prehash) {
      abytes2(message2, void 0, "message");
      return prehash ? abytes2(hash_(message2), void 0, "prehashed message") : message2;
    }
    function prepSig(message2, secretKey, opts3) {
      const { lowS, prehash, extraEntropy } = validateSigOpts(opts3, defaultSigOpts);
      message2 = validateMsgAndHash(message2, prehash);
      const h1int = bits2int_modN(message2);
      const d2 = Fn.fromBytes(secretKey);
      if (!Fn.isValidNot0(d2))
        throw new Error("invalid private key");
      const seedArgs = [int2octets(d2), int2octets(h1int)];
      if (extraEntropy != null && extraEntropy !== false) {
        const e = extraEntropy === true ? randomBytes6(lengths.secretKey) : extraEntropy;
        seedArgs.push(abytes2(e, void 0, "extraEntropy"));
      }
      const seed = concatBytes2(...seedArgs);
      const m = h1int;
      function k2sig(kBytes) {
        const k = bits2int(kBytes);
        if (!Fn.isValidNot0(k))
          return;
        const q = Point2.BASE.multiply(k).toAffine();
        const r = Fn.create(q.x);
        if (r === _0n8)
          return;
        let s;
        if (csprng !== void 0) {
          const b = bytesToNumberBE(mapHashToField(csprng(blindLength), CURVE_ORDER));
          const ibk = Fn.inv(Fn.mul(b, k));
          const bm = Fn.mul(b, m);
          const bd = Fn.mul(b, d2);
          s = Fn.create(ibk * Fn.create(bm + bd * r));
        } else {
          const ik = invertCt(k, CURVE_ORDER);
          s = Fn.create(ik * Fn.create(m + r * d2));
        }
        if (s === _0n8)
          return;
        let recovery = getRecoveryBit(q.x, q.y, r);
        let normS = s;
        if (lowS && isBiggerThanHalfOrder(s)) {
          normS = Fn.neg(s);
          recovery ^= 1;
        }
        return new Signature(r, normS, hasLargeRecoveryLifts ? void 0 : recovery);
      }
      return { seed, k2sig };
    }
    function sign2(message2, secretKey, opts3 = {}) {
      const { seed, k2sig } = prepSig(message2, secretKey, opts3);
      const drbg = createHmacDrbg(hash_.outputLen, Fn.BYTES, hmac2);
      const sig = drbg(seed, k2sig);
      return sig.toBytes(opts3.format);
    }
    function verify2(signature, message2, publicKey, opts3 = {}) {
      const { lowS, prehash, format } = validateSigOpts(opts3, defaultSigOpts);
      publicKey = abytes2(publicKey, void 0, "publicKey");
      message2 = validateMsgAndHash(message2, prehash);
      if (!isBytes2(signature)) {
        const end = signature instanceof Signature ? ", use sig.toBytes()" : "";
        throw new Error("verify expects Uint8Array signature" + end);
      }
      validateSigLength(signature, format);
      try {
        const sig = Signature.fromBytes(signature, format);
        const P2 = Point2.fromBytes(publicKey);
        if (P2.is0())
          return false;
        if (lowS && sig.hasHighS())
          return false;
        const { r, s } = sig;
        const h = bits2int_modN(message2);
        const is = Fn.inv(s);
        const u1 = Fn.create(h * is);
        const u2 = Fn.create(r * is);
        const R = Point2.BASE.mulAddUnsafe(u1, P2, u2);
        if (R.is0())
          return false;
        const q = R.toAffine();
        const v = Fn.create(q.x);
        if (v !== r)
          return false;
        if (format === "recovered" && sig.recovery !== getRecoveryBit(q.x, q.y, r))
          return false;
        return true;
      } catch (e) {
        return false;
      }
    }
    function recoverPublicKey(signature, message2, opts3 = {}) {
      const { prehash } = validateSigOpts(opts3, defaultSigOpts);
      message2 = validateMsgAndHash(message2, prehash);
      return Signature.fromBytes(signature, "recovered").recoverPublicKey(message2).toBytes();
    }
    return Object.freeze({
      keygen,
      getPublicKey,
      getSharedSecret,
      utils,
      lengths,
      Point: Point2,
      sign: sign2,
      verify: verify2,
      recoverPublicKey,
      Signature,
      hash: hash_
    });
  }

  // node_modules/@noble/curves/nist.js
  var p256_CURVE = /* @__PURE__ */ (() => ({
    p: BigInt("0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
    n: BigInt("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
    h: BigInt(1),
    a: BigInt("0xffffffff00000001000000000000000000000000fffffffffffffffffffffffc"),
    b: BigInt("0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
    Gx: BigInt("0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
    Gy: BigInt("0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")
  }))();
  var p384_CURVE = /* @__PURE__ */ (() => ({
    p: BigInt("0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff"),
    n: BigInt("0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973"),
    h: BigInt(1),
    a: BigInt("0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000fffffffc"),
    b: BigInt("0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef"),
    Gx: BigInt("0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7"),
    Gy: BigInt("0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f")
  }))();
  var p256_Point = /* @__PURE__ */ weierstrass(p256_CURVE);
  var p256 = /* @__PURE__ */ ecdsa(p256_Point, sha256);
  var p384_Point = /* @__PURE__ */ weierstrass(p384_CURVE);
  var p384 = /* @__PURE__ */ ecdsa(p384_Point, sha384);

  // node_modules/@noble/hashes/sha3.js
  var _0n9 = BigInt(0);
  var _1n8 = BigInt(1);
  var _2n6 = BigInt(2);
  var _7n2 = BigInt(7);
  var _256n = BigInt(256);
  var _0x71n = BigInt(113);
  var SHA3_PI = [];
  var SHA3_ROTL = [];
  var _SHA3_IOTA = [];
  for (let round = 0, R = _1n8, x = 1, y = 0; round < 24; round++) {
    [x, y] = [y, (2 * x + 3 * y) % 5];
    SHA3_PI.push(2 * (5 * y + x));
    SHA3_ROTL.push((round + 1) * (round + 2) / 2 % 64);
    let t = _0n9;
    for (let j = 0; j < 7; j++) {
      R = (R << _1n8 ^ (R >> _7n2) * _0x71n) % _256n;
      if (R & _2n6)
        t ^= _1n8 << (_1n8 << BigInt(j)) - _1n8;
    }
    _SHA3_IOTA.push(t);
  }
  var IOTAS = split(_SHA3_IOTA, true);
  var SHA3_IOTA_H = IOTAS[0];
  var SHA3_IOTA_L = IOTAS[1];
  var rotlSH = (h, l, s) => h << s | l >>> 32 - s;
  var rotlSL = (h, l, s) => l << s | h >>> 32 - s;
  var rotlBH = (h, l, s) => l << s - 32 | h >>> 64 - s;
  var rotlBL = (h, l, s) => h << s - 32 | l >>> 64 - s;
  var rotlH = (h, l, s) => s > 32 ? rotlBH(h, l, s) : rotlSH(h, l, s);
  var rotlL = (h, l, s) => s > 32 ? rotlBL(h, l, s) : rotlSL(h, l, s);
  var B = new Uint32Array(5 * 2);
  function keccakP(s, rounds = 24) {
    if (!(s instanceof Uint32Array))
      throw new TypeError('"s" expected Uint32Array(50), got type=' + typeof s);
    if (s.length !== 50)
      throw new RangeError('"s" expected Uint32Array(50), got length=' + s.length);
    anumber(rounds, "rounds");
    if (rounds < 1 || rounds > 24)
      throw new Error('"rounds" expected integer 1..24');
    for (let round = 24 - rounds; round < 24; round++) {
      for (let x = 0; x < 10; x++)
        B[x] = s[x] ^ s[x + 10] ^ s[x + 20] ^ s[x + 30] ^ s[x + 40];
      for (let x = 0; x < 10; x += 2) {
        const idx1 = (x + 8) % 10;
        const idx0 = (x + 2) % 10;
        const B0 = B[idx0];
        const B1 = B[idx0 + 1];
        const Th = rotlH(B0, B1, 1) ^ B[idx1];
        const Tl = rotlL(B0, B1, 1) ^ B[idx1 + 1];
        for (let y = 0; y < 50; y += 10) {
          s[x + y] ^= Th;
          s[x + y + 1] ^= Tl;
        }
      }
      let curH = s[2];
      let curL = s[3];
      for (let t = 0; t < 24; t++) {
        const shift = SHA3_ROTL[t];
        const Th = rotlH(curH, curL, shift);
        const Tl = rotlL(curH, curL, shift);
        const PI = SHA3_PI[t];
        curH = s[PI];
        curL = s[PI + 1];
        s[PI] = Th;
        s[PI + 1] = Tl;
      }
      for (let y = 0; y < 50; y += 10) {
        const b0 = s[y], b1 = s[y + 1], b2 = s[y + 2], b3 = s[y + 3];
        s[y] ^= ~s[y + 2] & s[y + 4];
        s[y + 1] ^= ~s[y + 3] & s[y + 5];
        s[y + 2] ^= ~s[y + 4] & s[y + 6];
        s[y + 3] ^= ~s[y + 5] & s[y + 7];
        s[y + 4] ^= ~s[y + 6] & s[y + 8];
        s[y + 5] ^= ~s[y + 7] & s[y + 9];
        s[y + 6] ^= ~s[y + 8] & b0;
        s[y + 7] ^= ~s[y + 9] & b1;
        s[y + 8] ^= ~b0 & b2;
        s[y + 9] ^= ~b1 & b3;
      }
      s[0] ^= SHA3_IOTA_H[round];
      s[1] ^= SHA3_IOTA_L[round];
    }
    clean(B);
  }
  var Keccak = class _Keccak {
    state;
    pos = 0;
    posOut = 0;
    finished = false;
    state32;
    destroyed = false;
    blockLen;
    suffix;
    outputLen;
    canXOF;
    enableXOF = false;
    rounds;
    // NOTE: we accept arguments in bytes instead of bits here.
    constructor(blockLen, suffix, outputLen, enableXOF = false, rounds = 24) {
      anumber(blockLen, "blockLen");
      anumber(suffix, "suffix");
      anumber(rounds, "rounds");
      abool(enableXOF, "enableXOF");
      this.blockLen = blockLen;
      this.suffix = suffix;
      this.outputLen = outputLen;
      this.enableXOF = enableXOF;
      this.canXOF = enableXOF;
      this.rounds = rounds;
      anumber(outputLen, "outputLen");
      if (!(0 < blockLen && blockLen < 200))
        throw new Error('"blockLen" must be 1..199');
      this.state = new Uint8Array(200);
      this.state32 = u32(this.state);
    }
    clone() {
      return this._cloneInto();
    }
    keccak() {
      swap32IfBE(this.state32);
      keccakP(this.state32, this.rounds);
      swap32IfBE(this.state32);
      this.posOut = 0;
      this.pos = 0;
    }
    update(data) {
      aexists(this);
      abytes(data);
      const { blockLen, state, state32 } = this;
      const len = data.length;
      const canUseU32 = blockLen % 4 === 0 && data.byteOffset % 4 === 0;
      const blockLen32 = blockLen / 4;
      const data32 = canUseU32 && len >= blockLen ? u32(data) : void 0;
      for (let pos = 0; pos < len; ) {
        if (data32 !== void 0 && this.pos === 0 && pos % 4 === 0 && len - pos >= blockLen) {
          for (let i = 0, o = pos / 4; i < blockLen32; i++)
            state32[i] ^= data32[o + i];
          pos += blockLen;
          this.pos = blockLen;
          this.keccak();
          continue;
        }
        const take = Math.min(blockLen - this.pos, len - pos);
        for (let i = 0; i < take; i++)
          state[this.pos++] ^= data[pos++];
        if (this.pos === blockLen)
          this.keccak();
      }
      return this;
    }
    finish() {
      if (this.finished)
        return;
      this.finished = true;
      const { state, suffix, pos, blockLen } = this;
      state[pos] ^= suffix;
      if ((suffix & 128) !== 0 && pos === blockLen - 1)
        this.keccak();
      state[blockLen - 1] ^= 128;
      this.keccak();
    }
    writeInto(out) {
      aexists(this, false);
      abytes(out);
      this.finish();
      const bufferOut = this.state;
      const { blockLen } = this;
      for (let pos = 0, len = out.length; pos < len; ) {
        if (this.posOut >= blockLen)
          this.keccak();
        const take = Math.min(blockLen - this.posOut, len - pos);
        out.set(bufferOut.subarray(this.posOut, this.posOut + take), pos);
        this.posOut += take;
        pos += take;
      }
      return out;
    }
    xofInto(out) {
      if (!this.enableXOF)
        throw new Error("XOF is not enabled");
      return this.writeInto(out);
    }
    xof(bytes3) {
      anumber(bytes3);
      return this.xofInto(new Uint8Array(bytes3));
    }
    digestInto(out) {
      aoutput(out, this);
      if (this.finished)
        throw new Error("digest() was already called");
      this.writeInto(out.length === this.outputLen ? out : out.subarray(0, this.outputLen));
      this.destroy();
    }
    digest() {
      const out = new Uint8Array(this.outputLen);
      this.digestInto(out);
      return out;
    }
    destroy() {
      this.destroyed = true;
      clean(this.state);
    }
    _cloneInto(to) {
      const { blockLen, suffix, outputLen, rounds, enableXOF } = this;
      to ||= new _Keccak(blockLen, suffix, outputLen, enableXOF, rounds);
      to.blockLen = blockLen;
      to.state32.set(this.state32);
      to.pos = this.pos;
      to.posOut = this.posOut;
      to.finished = this.finished;
      to.rounds = rounds;
      to.suffix = suffix;
      to.outputLen = outputLen;
      to.enableXOF = enableXOF;
      to.canXOF = this.canXOF;
      to.destroyed = this.destroyed;
      return to;
    }
  };
  var genKeccak = (suffix, blockLen, outputLen, info2 = {}) => createHasher(() => new Keccak(blockLen, suffix, outputLen), info2);
  var sha3_256 = /* @__PURE__ */ genKeccak(
    6,
    136,
    32,
    /* @__PURE__ */ oidNist(8)
  );
  var sha3_512 = /* @__PURE__ */ genKeccak(
    6,
    72,
    64,
    /* @__PURE__ */ oidNist(10)
  );
  var genShake = (suffix, blockLen, outputLen, info2 = {}) => createHasher((opts2 = {}) => {
    opts2 = checkOpts({}, opts2);
    return new Keccak(blockLen, suffix, opts2.dkLen === void 0 ? outputLen : opts2.dkLen, true);
  }, info2);
  var shake128 = /* @__PURE__ */ genShake(31, 168, 16, /* @__PURE__ */ oidNist(11));
  var shake256 = /* @__PURE__ */ genShake(31, 136, 32, /* @__PURE__ */ oidNist(12));

  // node_modules/@noble/post-quantum/utils.js
  var randomBytes5 = randomBytes2;
  function equalBytes2(a, b) {
    if (a.length !== b.length)
      return false;
    let diff = 0;
    for (let i = 0; i < a.length; i++)
      diff |= a[i] ^ b[i];
    return diff === 0;
  }
  function copyBytes4(bytes3) {
    return Uint8Array.from(bytes3);
  }
  function splitCoder(label, ...lengths) {
    const getLength = (c) => typeof c === "number" ? c : c.bytesLen;
    const bytesLen = lengths.reduce((sum, a) => sum + getLength(a), 0);
    return {
      bytesLen,
      encode: (bufs) => {
        const res = new Uint8Array(bytesLen);
        for (let i = 0, pos = 0; i < lengths.length; i++) {
          const c = lengths[i];
          const l = getLength(c);
          const b = typeof c === "number" ? bufs[i] : c.encode(bufs[i]);
          abytes(b, l, label);
          res.set(b, pos);
          if (typeof c !== "number")
            b.fill(0);
          pos += l;
        }
        return res;
      },
      decode: (buf) => {
        abytes(buf, bytesLen, label);
        const res = [];
        for (const c of lengths) {
          const l = getLength(c);
          const b = buf.subarray(0, l);
          res.push(typeof c === "number" ? b : c.decode(b));
          buf = buf.subarray(l);
        }
        return res;
      }
    };
  }
  function vecCoder(c, vecLen) {
    const bytesLen = vecLen * c.bytesLen;
    return {
      bytesLen,
      encode: (u) => {
        if (u.length !== vecLen)
          throw new Error(`vecCoder.encode: wrong length=${u.length}. Expected: ${vecLen}`);
        const res = new Uint8Array(bytesLen);
        for (let i = 0, pos = 0; i < u.length; i++) {
          const b = c.encode(u[i]);
          res.set(b, pos);
          b.fill(0);
          pos += b.length;
        }
        return res;
      },
      decode: (a) => {
        abytes(a, bytesLen);
        const r = [];
        for (let i = 0; i < a.length; i += c.bytesLen)
          r.push(c.decode(a.subarray(i, i + c.bytesLen)));
        return r;
      }
    };
  }
  function cleanBytes(...list6) {
    for (const t of list6) {
      if (Array.isArray(t))
        for (const b of t)
          b.fill(0);
      else
        t.fill(0);
    }
  }
  function getMask(bits) {
    return (1 << bits) - 1;
  }
  var EMPTY = Uint8Array.of();

  // node_modules/@noble/post-quantum/_crystals.js
  var genCrystals = (opts2) => {
    const { newPoly, N: N2, Q: Q2, F: F2, ROOT_OF_UNITY: ROOT_OF_UNITY2, brvBits, isKyber } = opts2;
    const mod3 = (a, modulo = Q2) => {
      const result4 = a % modulo | 0;
      return (result4 >= 0 ? result4 | 0 : modulo + result4 | 0) | 0;
    };
    const smod = (a, modulo = Q2) => {
      const r = mod3(a, modulo) | 0;
      return (r > modulo >> 1 ? r - modulo | 0 : r) | 0;
    };
    function getZettas() {
      const out = newPoly(N2);
      for (let i = 0; i < N2; i++) {
        const b = reverseBits(i, brvBits);
        const p = BigInt(ROOT_OF_UNITY2) ** BigInt(b) % BigInt(Q2);
        out[i] = Number(p) | 0;
      }
      return out;
    }
    const nttZetas2 = getZettas();
    const field2 = {
      add: (a, b) => mod3((a | 0) + (b | 0)) | 0,
      sub: (a, b) => mod3((a | 0) - (b | 0)) | 0,
      mul: (a, b) => mod3((a | 0) * (b | 0)) | 0,
      inv: (_a) => {
        throw new Error("not implemented");
      }
    };
    const nttOpts = {
      N: N2,
      roots: nttZetas2,
      invertButterflies: true,
      skipStages: isKyber ? 1 : 0,
      brp: false
    };
    const dif = FFTCore(field2, { dit: false, ...nttOpts });
    const dit = FFTCore(field2, { dit: true, ...nttOpts });
    const NTT2 = {
      encode: (r) => {
        return dif(r);
      },
      decode: (r) => {
        dit(r);
        for (let i = 0; i < r.length; i++)
          r[i] = mod3(F2 * r[i]);
        return r;
      }
    };
    const bitsCoder2 = (d2, c) => {
      const mask = getMask(d2);
      const bytesLen = d2 * (N2 / 8);
      return {
        bytesLen,
        encode: (poly) => {
          const r = new Uint8Array(bytesLen);
          for (let i = 0, buf = 0, bufLen = 0, pos = 0; i < poly.length; i++) {
            buf |= (c.encode(poly[i]) & mask) << bufLen;
            bufLen += d2;
            for (; bufLen >= 8; bufLen -= 8, buf >>= 8)
              r[pos++] = buf & getMask(bufLen);
          }
          return r;
        },
        decode: (bytes3) => {
          const r = newPoly(N2);
          for (let i = 0, buf = 0, bufLen = 0, pos = 0; i < bytes3.length; i++) {
            buf |= bytes3[i] << bufLen;
            bufLen += 8;
            for (; bufLen >= d2; bufLen -= d2, buf >>= d2)
              r[pos++] = c.decode(buf & mask);
          }
          return r;
        }
      };
    };
    return { mod: mod3, smod, nttZetas: nttZetas2, NTT: NTT2, bitsCoder: bitsCoder2 };
  };
  var createXofShake = (shake) => (seed, blockLen) => {
    if (!blockLen)
      blockLen = shake.blockLen;
    const _seed = new Uint8Array(seed.length + 2);
    _seed.set(seed);
    const seedLen = seed.length;
    const buf = new Uint8Array(blockLen);
    let h = shake.create({});
    let calls = 0;
    let xofs = 0;
    return {
      stats: () => ({ calls, xofs }),
      get: (x, y) => {
        _seed[seedLen + 0] = x;
        _seed[seedLen + 1] = y;
        h.destroy();
        h = shake.create({}).update(_seed);
        calls++;
        return () => {
          xofs++;
          return h.xofInto(buf);
        };
      },
      clean: () => {
        h.destroy();
        cleanBytes(buf, _seed);
      }
    };
  };
  var XOF128 = /* @__PURE__ */ createXofShake(shake128);

  // node_modules/@noble/post-quantum/ml-kem.js
  var N = 256;
  var Q = 3329;
  var F = 3303;
  var ROOT_OF_UNITY = 17;
  var { mod: mod2, nttZetas, NTT, bitsCoder } = genCrystals({
    N,
    Q,
    F,
    ROOT_OF_UNITY,
    newPoly: (n) => new Uint16Array(n),
    brvBits: 7,
    isKyber: true
  });
  var PARAMS = {
    512: { N, Q, K: 2, ETA1: 3, ETA2: 2, du: 10, dv: 4, RBGstrength: 128 },
    768: { N, Q, K: 3, ETA1: 2, ETA2: 2, du: 10, dv: 4, RBGstrength: 192 },
    1024: { N, Q, K: 4, ETA1: 2, ETA2: 2, du: 11, dv: 5, RBGstrength: 256 }
  };
  var compress = (d2) => {
    if (d2 >= 12)
      return { encode: (i) => i, decode: (i) => i };
    const a = 2 ** (d2 - 1);
    return {
      // const compress = (i: number) => round((2 ** d / Q) * i) % 2 ** d;
      encode: (i) => ((i << d2) + Q / 2) / Q,
      // const decompress = (i: number) => round((Q / 2 ** d) * i);
      decode: (i) => i * Q + a >>> d2
    };
  };
  var polyCoder = (d2) => bitsCoder(d2, compress(d2));
  function polyAdd(a, b) {
    for (let i = 0; i < N; i++)
      a[i] = mod2(a[i] + b[i]);
  }
  function polySub(a, b) {
    for (let i = 0; i < N; i++)
      a[i] = mod2(a[i] - b[i]);
  }
  function BaseCaseMultiply(a0, a1, b0, b1, zeta) {
    const c0 = mod2(a1 * b1 * zeta + a0 * b0);
    const c1 = mod2(a0 * b1 + a1 * b0);
    return { c0, c1 };
  }
  function MultiplyNTTs(f, g) {
    for (let i = 0; i < N / 2; i++) {
      let z = nttZetas[64 + (i >> 1)];
      if (i & 1)
        z = -z;
      const { c0, c1 } = BaseCaseMultiply(f[2 * i + 0], f[2 * i + 1], g[2 * i + 0], g[2 * i + 1], z);
      f[2 * i + 0] = c0;
      f[2 * i + 1] = c1;
    }
    return f;
  }
  function SampleNTT(xof) {
    const r = new Uint16Array(N);
    for (let j = 0; j < N; ) {
      const b = xof();
      if (b.length % 3)
        throw new Error("SampleNTT: unaligned block");
      for (let i = 0; j < N && i + 3 <= b.length; i += 3) {
        const d1 = (b[i + 0] >> 0 | b[i + 1] << 8) & 4095;
        const d2 = (b[i + 1] >> 4 | b[i + 2] << 4) & 4095;
        if (d1 < Q)
          r[j++] = d1;
        if (j < N && d2 < Q)
          r[j++] = d2;
      }
    }
    return r;
  }
  function sampleCBD(PRF, seed, nonce, eta) {
    const buf = PRF(eta * N / 4, seed, nonce);
    const r = new Uint16Array(N);
    const b32 = u32(buf);
    let len = 0;
    for (let i = 0, p = 0, bb = 0, t0 = 0; i < b32.length; i++) {
      let b = b32[i];
      for (let j = 0; j < 32; j++) {
        bb += b & 1;
        b >>= 1;
        len += 1;
        if (len === eta) {
          t0 = bb;
          bb = 0;
        } else if (len === 2 * eta) {
          r[p++] = mod2(t0 - bb);
          bb = 0;
          len = 0;
        }
      }
    }
    if (len)
      throw new Error(`sampleCBD: leftover bits: ${len}`);
    return r;
  }
  var genKPKE = (opts2) => {
    const { K, PRF, XOF, HASH512, ETA1, ETA2, du, dv } = opts2;
    const poly1 = polyCoder(1);
    const polyV = polyCoder(dv);
    const polyU = polyCoder(du);
    const publicCoder = splitCoder("publicKey", vecCoder(polyCoder(12), K), 32);
    const secretCoder = vecCoder(polyCoder(12), K);
    const cipherCoder = splitCoder("ciphertext", vecCoder(polyU, K), polyV);
    const seedCoder = splitCoder("seed", 32, 32);
    return {
      secretCoder,
      lengths: {
        secretKey: secretCoder.bytesLen,
        publicKey: publicCoder.bytesLen,
        cipherText: cipherCoder.bytesLen
      },
      keygen: (seed) => {
        abytes(seed, 32, "seed");
        const seedDst = new Uint8Array(33);
        seedDst.set(seed);
        seedDst[32] = K;
        const seedHash = HASH512(seedDst);
        const [rho, sigma] = seedCoder.decode(seedHash);
        const sHat = [];
        const tHat = [];
        for (let i = 0; i < K; i++)
          sHat.push(NTT.encode(sampleCBD(PRF, sigma, i, ETA1)));
        const x = XOF(rho);
        for (let i = 0; i < K; i++) {
          const e = NTT.encode(sampleCBD(PRF, sigma, K + i, ETA1));
          for (let j = 0; j < K; j++) {
            const aji = SampleNTT(x.get(j, i));
            polyAdd(e, MultiplyNTTs(aji, sHat[j]));
          }
          tHat.push(e);
        }
        x.clean();
        const res = {
          publicKey: publicCoder.encode([tHat, rho]),
          secretKey: secretCoder.encode(sHat)
        };
        cleanBytes(rho, sigma, sHat, tHat, seedDst, seedHash);
        return res;
      },
      encrypt: (publicKey, msg, seed) => {
        const [tHat, rho] = publicCoder.decode(publicKey);
        const rHat = [];
        for (let i = 0; i < K; i++)
          rHat.push(NTT.encode(sampleCBD(PRF, seed, i, ETA1)));
        const x = XOF(rho);
        const tmp2 = new Uint16Array(N);
        const u = [];
        for (let i = 0; i < K; i++) {
          const e1 = sampleCBD(PRF, seed, K + i, ETA2);
          const tmp = new Uint16Array(N);
          for (let j = 0; j < K; j++) {
            const aij = SampleNTT(x.get(i, j));
            polyAdd(tmp, MultiplyNTTs(aij, rHat[j]));
          }
          polyAdd(e1, NTT.decode(tmp));
          u.push(e1);
          polyAdd(tmp2, MultiplyNTTs(tHat[i], rHat[i]));
          cleanBytes(tmp);
        }
        x.clean();
        const e2 = sampleCBD(PRF, seed, 2 * K, ETA2);
        polyAdd(e2, NTT.decode(tmp2));
        const v = poly1.decode(msg);
        polyAdd(v, e2);
        cleanBytes(tHat, rHat, tmp2, e2);
        return cipherCoder.encode([u, v]);
      },
      decrypt: (cipherText, privateKey) => {
        const [u, v] = cipherCoder.decode(cipherText);
        const sk = secretCoder.decode(privateKey);
        const tmp = new Uint16Array(N);
        for (let i = 0; i < K; i++)
          polyAdd(tmp, MultiplyNTTs(sk[i], NTT.encode(u[i])));
        polySub(v, NTT.decode(tmp));
        cleanBytes(tmp, sk, u);
        return poly1.encode(v);
      }
    };
  };
  function createKyber(opts2) {
    const KPKE = genKPKE(opts2);
    const { HASH256, HASH512, KDF } = opts2;
    const { secretCoder: KPKESecretCoder, lengths } = KPKE;
    const secretCoder = splitCoder("secretKey", lengths.secretKey, lengths.publicKey, 32, 32);
    const msgLen = 32;
    const seedLen = 64;
    return {
      info: { type: "ml-kem" },
      lengths: {
        ...lengths,
        seed: 64,
        msg: msgLen,
        msgRand: msgLen,
        secretKey: secretCoder.bytesLen
      },
      keygen: (seed = randomBytes5(seedLen)) => {
        abytes(seed, seedLen, "seed");
        const { publicKey, secretKey: sk } = KPKE.keygen(seed.subarray(0, 32));
        const publicKeyHash = HASH256(publicKey);
        const secretKey = secretCoder.encode([sk, publicKey, publicKeyHash, seed.subarray(32)]);
        cleanBytes(sk, publicKeyHash);
        return { publicKey, secretKey };
      },
      getPublicKey: (secretKey) => {
        const [_sk, publicKey, _publicKeyHash, _z] = secretCoder.decode(secretKey);
        return Uint8Array.from(publicKey);
      },
      encapsulate: (publicKey, msg = randomBytes5(msgLen)) => {
        abytes(publicKey, lengths.publicKey, "publicKey");
        abytes(msg, msgLen, "message");
        const eke = publicKey.subarray(0, 384 * opts2.K);
        const ek = KPKESecretCoder.encode(KPKESecretCoder.decode(copyBytes4(eke)));
        if (!equalBytes2(ek, eke)) {
          cleanBytes(ek);
          throw new Error("ML-KEM.encapsulate: wrong publicKey modulus");
        }
        cleanBytes(ek);
        const kr = HASH512.create().update(msg).update(HASH256(publicKey)).digest();
        const cipherText = KPKE.encrypt(publicKey, msg, kr.subarray(32, 64));
        cleanBytes(kr.subarray(32));
        return { cipherText, sharedSecret: kr.subarray(0, 32) };
      },
      decapsulate: (cipherText, secretKey) => {
        abytes(secretKey, secretCoder.bytesLen, "secretKey");
        abytes(cipherText, lengths.cipherText, "cipherText");
        const k768 = secretCoder.bytesLen - 96;
        const start2 = k768 + 32;
        const test = HASH256(secretKey.subarray(k768 / 2, start2));
        if (!equalBytes2(test, secretKey.subarray(start2, start2 + 32)))
          throw new Error("invalid secretKey: hash check failed");
        const [sk, publicKey, publicKeyHash, z] = secretCoder.decode(secretKey);
        const msg = KPKE.decrypt(cipherText, sk);
        const kr = HASH512.create().update(msg).update(publicKeyHash).digest();
        const Khat = kr.subarray(0, 32);
        const cipherText2 = KPKE.encrypt(publicKey, msg, kr.subarray(32, 64));
        const isValid = equalBytes2(cipherText, cipherText2);
        const Kbar = KDF.create({ dkLen: 32 }).update(z).update(cipherText).digest();
        cleanBytes(msg, cipherText2, !isValid ? Khat : Kbar);
        return isValid ? Khat : Kbar;
      }
    };
  }
  function shakePRF(dkLen, key, nonce) {
    return shake256.create({ dkLen }).update(key).update(new Uint8Array([nonce])).digest();
  }
  var opts = {
    HASH256: sha3_256,
    HASH512: sha3_512,
    KDF: shake256,
    XOF: XOF128,
    PRF: shakePRF
  };
  var ml_kem512 = /* @__PURE__ */ createKyber({
    ...opts,
    ...PARAMS[512]
  });
  var ml_kem768 = /* @__PURE__ */ createKyber({
    ...opts,
    ...PARAMS[768]
  });
  var ml_kem1024 = /* @__PURE__ */ createKyber({
    ...opts,
    ...PARAMS[1024]
  });

  // node_modules/@noble/post-quantum/hybrid.js
  function ecKeygen(curve, allowZeroKey = false) {
    const lengths = curve.lengths;
    let keygen = curve.keygen;
    if (allowZeroKey) {
      const wCurve = curve;
      const Fn = wCurve.Point.Fn;
      if (!Fn)
        throw new Error("No Point.Fn");
      keygen = (seed = randomBytes5(lengths.seed)) => {
        abytes(seed, lengths.seed, "seed");
        const seedScalar = Fn.isLE ? bytesToNumberLE(seed) : bytesToNumberBE(seed);
        const secretKey = Fn.toBytes(Fn.create(seedScalar));
        return { secretKey, publicKey: curve.getPublicKey(secretKey) };
      };
    }
    return {
      lengths: { secretKey: lengths.secretKey, publicKey: lengths.publicKey, seed: lengths.seed },
      keygen,
      getPublicKey: (secretKey) => curve.getPublicKey(secretKey)
    };
  }
  function ecdhKem(curve, allowZeroKey = false) {
    const kg = ecKeygen(curve, allowZeroKey);
    if (!curve.getSharedSecret)
      throw new Error("wrong curve");
    return {
      lengths: { ...kg.lengths, msg: kg.lengths.seed, cipherText: kg.lengths.publicKey },
      keygen: kg.keygen,
      getPublicKey: kg.getPublicKey,
      encapsulate(publicKey, rand = randomBytes5(curve.lengths.seed)) {
        const ek = this.keygen(rand).secretKey;
        const sharedSecret = this.decapsulate(publicKey, ek);
        const cipherText = curve.getPublicKey(ek);
        cleanBytes(ek);
        return { sharedSecret, cipherText };
      },
      decapsulate(cipherText, secretKey) {
        const res = curve.getSharedSecret(secretKey, cipherText);
        return curve.lengths.publicKeyHasPrefix ? res.subarray(1) : res;
      }
    };
  }
  function splitLengths(lst, name2) {
    return splitCoder(name2, ...lst.map((i) => {
      if (typeof i.lengths[name2] !== "number")
        throw new Error("wrong length: " + name2);
      return i.lengths[name2];
    }));
  }
  function expandSeedXof(xof) {
    return (seed, seedLen) => xof(seed, { dkLen: seedLen });
  }
  function combineKeys(realSeedLen, expandSeed, ...ck) {
    const seedCoder = splitLengths(ck, "seed");
    const pkCoder = splitLengths(ck, "publicKey");
    if (realSeedLen === void 0)
      realSeedLen = seedCoder.bytesLen;
    anumber(realSeedLen);
    function expandDecapsulationKey(seed) {
      abytes(seed, realSeedLen);
      const expanded = seedCoder.decode(expandSeed(seed, seedCoder.bytesLen));
      const keys = ck.map((i, j) => i.keygen(expanded[j]));
      const secretKey = keys.map((i) => i.secretKey);
      const publicKey = keys.map((i) => i.publicKey);
      return { secretKey, publicKey };
    }
    return {
      info: { lengths: { seed: realSeedLen, publicKey: pkCoder.bytesLen, secretKey: realSeedLen } },
      getPublicKey(secretKey) {
        return this.keygen(secretKey).publicKey;
      },
      keygen(seed = randomBytes5(realSeedLen)) {
        const { publicKey: pk, secretKey } = expandDecapsulationKey(seed);
        const publicKey = pkCoder.encode(pk);
        cleanBytes(pk);
        cleanBytes(secretKey);
        return { secretKey: seed, publicKey };
      },
      expandDecapsulationKey,
      realSeedLen
    };
  }
  function combineKEMS(realSeedLen, realMsgLen, expandSeed, combiner, ...kems) {
    const keys = combineKeys(realSeedLen, expandSeed, ...kems);
    const ctCoder = splitLengths(kems, "cipherText");
    const pkCoder = splitLengths(kems, "publicKey");
    const msgCoder = splitLengths(kems, "msg");
    if (realMsgLen === void 0)
      realMsgLen = msgCoder.bytesLen;
    anumber(realMsgLen);
    return {
      lengths: {
        ...keys.info.lengths,
        msg: realMsgLen,
        msgRand: msgCoder.bytesLen,
        cipherText: ctCoder.bytesLen
      },
      getPublicKey: keys.getPublicKey,
      keygen: keys.keygen,
      encapsulate(pk, randomness = randomBytes5(msgCoder.bytesLen)) {
        const pks = pkCoder.decode(pk);
        const rand = msgCoder.decode(randomness);
        const enc = kems.map((i, j) => i.encapsulate(pks[j], rand[j]));
        const sharedSecret = enc.map((i) => i.sharedSecret);
        const cipherText = enc.map((i) => i.cipherText);
        const res = {
          sharedSecret: combiner(pks, cipherText, sharedSecret),
          cipherText: ctCoder.encode(cipherText)
        };
        cleanBytes(sharedSecret, cipherText);
        return res;
      },
      decapsulate(ct, seed) {
        const cts = ctCoder.decode(ct);
        const { publicKey, secretKey } = keys.expandDecapsulationKey(seed);
        const sharedSecret = kems.map((i, j) => i.decapsulate(cts[j], secretKey[j]));
        return combiner(publicKey, cts, sharedSecret);
      }
    };
  }
  function QSF(label, pqc, curveKEM, xof, kdf) {
    ahash(xof);
    ahash(kdf);
    return combineKEMS(32, 32, expandSeedXof(xof), (pk, ct, ss) => kdf(concatBytes2(ss[0], ss[1], ct[1], pk[1], asciiToBytes(label))), pqc, curveKEM);
  }
  var QSF_ml_kem768_p256 = QSF("QSF-KEM(ML-KEM-768,P-256)-XOF(SHAKE256)-KDF(SHA3-256)", ml_kem768, ecdhKem(p256, true), shake256, sha3_256);
  var QSF_ml_kem1024_p384 = QSF("QSF-KEM(ML-KEM-1024,P-384)-XOF(SHAKE256)-KDF(SHA3-256)", ml_kem1024, ecdhKem(p384, true), shake256, sha3_256);
  function createKitchenSink(label, pqc, curveKEM, xof, hash2) {
    ahash(xof);
    ahash(hash2);
    return combineKEMS(32, 32, expandSeedXof(xof), (pk, ct, ss) => {
      const preimage = concatBytes2(ss[0], ss[1], ct[0], pk[0], ct[1], pk[1], asciiToBytes(label));
      const len = 32;
      const ikm = concatBytes2(asciiToBytes("hybrid_prk"), preimage);
      const prk = extract(hash2, ikm);
      const info2 = concatBytes2(numberToBytesBE(len, 2), asciiToBytes("shared_secret"), asciiToBytes(""));
      const res = expand(hash2, prk, info2, len);
      cleanBytes(prk, info2, ikm, preimage);
      return res;
    }, pqc, curveKEM);
  }
  var x25519kem = ecdhKem(x25519);
  var KitchenSink_ml_kem768_x25519 = createKitchenSink("KitchenSink-KEM(ML-KEM-768,X25519)-XOF(SHAKE256)-KDF(HKDF-SHA-256)", ml_kem768, x25519kem, shake256, sha256);
  var ml_kem768_x25519 = /* @__PURE__ */ (() => combineKEMS(
    32,
    32,
    expandSeedXof(shake256),
    // Awesome label, so much escaping hell in a single line.
    (pk, ct, ss) => sha3_256(concatBytes2(ss[0], ss[1], ct[1], pk[1], asciiToBytes("\\.//^\\"))),
    ml_kem768,
    x25519kem
  ))();
  function nistCurveKem(curve, scalarLen, elemLen, nseed) {
    const Fn = curve.Point.Fn;
    if (!Fn)
      throw new Error("no Point.Fn");
    function rejectionSampling(seed) {
      let sk;
      for (let start2 = 0, end = scalarLen; ; start2 = end, end += scalarLen) {
        if (end > seed.length)
          throw new Error("rejection sampling failed");
        sk = Fn.fromBytes(seed.subarray(start2, end), true);
        if (Fn.isValidNot0(sk))
          break;
      }
      const secretKey = Fn.toBytes(Fn.create(sk));
      const publicKey = curve.getPublicKey(secretKey, false);
      return { secretKey, publicKey };
    }
    return {
      lengths: {
        secretKey: scalarLen,
        publicKey: elemLen,
        seed: nseed,
        msg: nseed,
        cipherText: elemLen
      },
      keygen(seed = randomBytes5(nseed)) {
        abytes(seed, nseed, "seed");
        return rejectionSampling(seed);
      },
      getPublicKey(secretKey) {
        return curve.getPublicKey(secretKey, false);
      },
      encapsulate(publicKey, rand = randomBytes5(nseed)) {
        abytes(rand, nseed, "rand");
        const { secretKey: ek } = rejectionSampling(rand);
        const sharedSecret = this.decapsulate(publicKey, ek);
        const cipherText = curve.getPublicKey(ek, false);
        cleanBytes(ek);
        return { sharedSecret, cipherText };
      },
      decapsulate(cipherText, secretKey) {
        const full = curve.getSharedSecret(secretKey, cipherText);
        return full.subarray(1);
      }
    };
  }
  function concreteHybridKem(label, mlkem, curve, nseed) {
    const { secretKey: scalarLen, publicKeyUncompressed: elemLen } = curve.lengths;
    if (!scalarLen || !elemLen)
      throw new Error("wrong curve");
    const curveKem = nistCurveKem(curve, scalarLen, elemLen, nseed);
    const mlkemSeedLen = 64;
    const totalSeedLen = mlkemSeedLen + nseed;
    return combineKEMS(32, 32, (seed) => {
      abytes(seed, 32);
      const expanded = shake256(seed, { dkLen: totalSeedLen });
      const mlkemSeed = expanded.subarray(0, mlkemSeedLen);
      const curveSeed = expanded.subarray(mlkemSeedLen, totalSeedLen);
      return concatBytes2(mlkemSeed, curveSeed);
    }, (pk, ct, ss) => sha3_256(concatBytes2(ss[0], ss[1], ct[1], pk[1], asciiToBytes(label))), mlkem, curveKem);
  }
  var ml_kem768_p256 = /* @__PURE__ */ (() => concreteHybridKem("MLKEM768-P256", ml_kem768, p256, 128))();
  var MLKEM768X25519 = ml_kem768_x25519;
  var MLKEM768P256 = ml_kem768_p256;

  // node_modules/age-encryption/dist/x25519.js
  var exportable = false;
  var webCryptoOff = false;
  async function webCryptoFallback(func, fallback) {
    if (webCryptoOff) {
      return await fallback();
    }
    try {
      return await func();
    } catch (error) {
      if (error instanceof ReferenceError || error instanceof DOMException && error.name === "NotSupportedError") {
        return await fallback();
      } else {
        throw error;
      }
    }
  }
  async function scalarMult(scalar, u) {
    return await webCryptoFallback(async () => {
      const key = isCryptoKey(scalar) ? scalar : await importX25519Key(scalar);
      const peer = await crypto.subtle.importKey("raw", domBuffer(u), { name: "X25519" }, exportable, []);
      return new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: peer }, key, 256));
    }, () => {
      if (isCryptoKey(scalar)) {
        throw new Error("CryptoKey provided but X25519 WebCrypto is not supported");
      }
      return x25519.scalarMult(scalar, u);
    });
  }
  async function scalarMultBase(scalar) {
    return await webCryptoFallback(async () => {
      return scalarMult(scalar, x25519.GuBytes);
    }, () => {
      if (isCryptoKey(scalar)) {
        throw new Error("CryptoKey provided but X25519 WebCrypto is not supported");
      }
      return x25519.scalarMultBase(scalar);
    });
  }
  var pkcs8Prefix = /* @__PURE__ */ new Uint8Array([
    48,
    46,
    2,
    1,
    0,
    48,
    5,
    6,
    3,
    43,
    101,
    110,
    4,
    34,
    4,
    32
  ]);
  async function importX25519Key(key) {
    if (key.length !== 32) {
      throw new Error("X25519 private key must be 32 bytes");
    }
    const pkcs8 = new Uint8Array([...pkcs8Prefix, ...key]);
    return crypto.subtle.importKey("pkcs8", pkcs8, { name: "X25519" }, exportable, ["deriveBits"]);
  }
  function isCryptoKey(key) {
    return typeof CryptoKey !== "undefined" && key instanceof CryptoKey;
  }
  function domBuffer(arr) {
    return arr;
  }

  // node_modules/age-encryption/dist/io.js
  var LineReader = class {
    s;
    transcript = [];
    buf = new Uint8Array(0);
    constructor(stream2) {
      this.s = stream2.getReader();
    }
    async readLine() {
      const line3 = [];
      while (true) {
        const i = this.buf.indexOf("\n".charCodeAt(0));
        if (i >= 0) {
          line3.push(this.buf.subarray(0, i));
          this.transcript.push(this.buf.subarray(0, i + 1));
          this.buf = this.buf.subarray(i + 1);
          return asciiString(flatten(line3));
        }
        if (this.buf.length > 0) {
          line3.push(this.buf);
          this.transcript.push(this.buf);
        }
        const next3 = await this.s.read();
        if (next3.done) {
          this.buf = flatten(line3);
          return null;
        }
        this.buf = next3.value;
      }
    }
    close() {
      this.s.releaseLock();
      return { rest: this.buf, transcript: flatten(this.transcript) };
    }
  };
  function asciiString(bytes3) {
    bytes3.forEach((b) => {
      if (b < 32 || b > 126) {
        throw Error("invalid non-ASCII byte in header");
      }
    });
    return new TextDecoder().decode(bytes3);
  }
  function flatten(arr) {
    const len = arr.reduce(((sum, line3) => sum + line3.length), 0);
    const out = new Uint8Array(len);
    let n = 0;
    for (const a of arr) {
      out.set(a, n);
      n += a.length;
    }
    return out;
  }
  function prepend(s, ...prefixes) {
    return s.pipeThrough(new TransformStream({
      start(controller) {
        for (const p of prefixes) {
          controller.enqueue(p);
        }
      }
    }));
  }
  function stream(a) {
    return new ReadableStream({
      start(controller) {
        controller.enqueue(a);
        controller.close();
      }
    });
  }
  async function readAll(stream2) {
    if (!(stream2 instanceof ReadableStream)) {
      throw new Error("readAll expects a ReadableStream<Uint8Array>");
    }
    return new Uint8Array(await new Response(stream2).arrayBuffer());
  }
  async function readAllString(stream2) {
    if (!(stream2 instanceof ReadableStream)) {
      throw new Error("readAllString expects a ReadableStream<Uint8Array>");
    }
    return await new Response(stream2).text();
  }
  async function read(stream2, n) {
    const reader2 = stream2.getReader();
    const chunks2 = [];
    let readBytes = 0;
    while (readBytes < n) {
      const { done, value } = await reader2.read();
      if (done) {
        throw Error("stream ended before reading " + n.toString() + " bytes");
      }
      chunks2.push(value);
      readBytes += value.length;
    }
    reader2.releaseLock();
    const buf = flatten(chunks2);
    const data = buf.subarray(0, n);
    const rest = prepend(stream2, buf.subarray(n));
    return { data, rest };
  }

  // node_modules/age-encryption/dist/format.js
  var Stanza = class {
    /**
     * All space-separated arguments on the first line of the stanza.
     * Each argument is a string that does not contain spaces.
     * The first argument is often a recipient type, which should look like
     * `example.com/...` to avoid collisions.
     */
    args;
    /**
     * The raw body of the stanza. This is automatically base64-encoded and
     * split into lines of 48 characters each.
     */
    body;
    constructor(args, body) {
      this.args = args;
      this.body = body;
    }
  };
  async function parseNextStanza(hdr) {
    const argsLine = await hdr.readLine();
    if (argsLine === null) {
      throw Error("invalid stanza");
    }
    const args = argsLine.split(" ");
    if (args.length < 2 || args.shift() !== "->") {
      return { next: argsLine };
    }
    for (const arg of args) {
      if (arg.length === 0) {
        throw Error("invalid stanza");
      }
    }
    const bodyLines = [];
    for (; ; ) {
      const nextLine = await hdr.readLine();
      if (nextLine === null) {
        throw Error("invalid stanza");
      }
      const line3 = base64nopad.decode(nextLine);
      if (line3.length > 48) {
        throw Error("invalid stanza");
      }
      bodyLines.push(line3);
      if (line3.length < 48) {
        break;
      }
    }
    const body = flatten(bodyLines);
    return { s: new Stanza(args, body) };
  }
  async function parseHeader(header2) {
    const hdr = new LineReader(header2);
    const versionLine = await hdr.readLine();
    if (versionLine !== "age-encryption.org/v1") {
      throw Error("invalid version " + (versionLine ?? "line"));
    }
    const stanzas2 = [];
    for (; ; ) {
      const { s, next: macLine } = await parseNextStanza(hdr);
      if (s !== void 0) {
        stanzas2.push(s);
        continue;
      }
      if (!macLine.startsWith("--- ")) {
        throw Error("invalid header");
      }
      const MAC = base64nopad.decode(macLine.slice(4));
      const { rest, transcript } = hdr.close();
      const headerNoMAC = transcript.slice(0, transcript.length - 1 - macLine.length + 3);
      return { stanzas: stanzas2, headerNoMAC, MAC, headerSize: transcript.length, rest: prepend(header2, rest) };
    }
  }
  function encodeHeaderNoMAC(recipients) {
    const lines2 = [];
    lines2.push("age-encryption.org/v1\n");
    for (const s of recipients) {
      lines2.push("-> " + s.args.join(" ") + "\n");
      for (let i = 0; i < s.body.length; i += 48) {
        let end = i + 48;
        if (end > s.body.length)
          end = s.body.length;
        lines2.push(base64nopad.encode(s.body.subarray(i, end)) + "\n");
      }
      if (s.body.length % 48 === 0)
        lines2.push("\n");
    }
    lines2.push("---");
    return new TextEncoder().encode(lines2.join(""));
  }
  function encodeHeader(recipients, MAC) {
    return flatten([
      encodeHeaderNoMAC(recipients),
      new TextEncoder().encode(" " + base64nopad.encode(MAC) + "\n")
    ]);
  }

  // node_modules/age-encryption/dist/recipients.js
  async function identityToRecipient(identity) {
    let scalar;
    if (isCryptoKey2(identity)) {
      scalar = identity;
    } else if (identity.startsWith("AGE-SECRET-KEY-PQ-1")) {
      const res = bech32.decodeToBytes(identity);
      if (res.prefix.toUpperCase() !== "AGE-SECRET-KEY-PQ-" || res.bytes.length !== 32) {
        throw Error("invalid identity");
      }
      const recipient2 = MLKEM768X25519.getPublicKey(res.bytes);
      return bech32.encode("age1pq", bech32.toWords(recipient2), false);
    } else {
      const res = bech32.decodeToBytes(identity);
      if (!identity.startsWith("AGE-SECRET-KEY-1") || res.prefix.toUpperCase() !== "AGE-SECRET-KEY-" || res.bytes.length !== 32) {
        throw Error("invalid identity");
      }
      scalar = res.bytes;
    }
    const recipient = await scalarMultBase(scalar);
    return bech32.encodeFromBytes("age", recipient);
  }
  var HybridRecipient = class {
    recipient;
    constructor(s) {
      const { prefix: prefix4, words: words3 } = bech32.decode(s, false);
      const bytes3 = bech32.fromWords(words3);
      if (!s.startsWith("age1pq1") || prefix4.toLowerCase() !== "age1pq" || bytes3.length !== 1216) {
        throw Error("invalid recipient");
      }
      this.recipient = bytes3;
    }
    wrapFileKey(fileKey) {
      const { cipherText: encapsulatedKey, sharedSecret } = MLKEM768X25519.encapsulate(this.recipient);
      const label = new TextEncoder().encode("age-encryption.org/mlkem768x25519");
      const { key, nonce } = hpkeContext(hpkeMLKEM768X25519, sharedSecret, label);
      const ciphertext = chacha20poly1305(key, nonce).encrypt(fileKey);
      return [new Stanza(["mlkem768x25519", base64nopad.encode(encapsulatedKey)], ciphertext)];
    }
  };
  var HybridIdentity = class {
    identity;
    constructor(s) {
      const res = bech32.decodeToBytes(s);
      if (!s.startsWith("AGE-SECRET-KEY-PQ-1") || res.prefix.toUpperCase() !== "AGE-SECRET-KEY-PQ-" || res.bytes.length !== 32) {
        throw Error("invalid identity");
      }
      this.identity = res.bytes;
    }
    unwrapFileKey(stanzas2) {
      for (const s of stanzas2) {
        if (s.args.length < 1 || s.args[0] !== "mlkem768x25519") {
          continue;
        }
        if (s.args.length !== 2) {
          throw Error("invalid mlkem768x25519 stanza");
        }
        const share = base64nopad.decode(s.args[1]);
        if (share.length !== 1120) {
          throw Error("invalid mlkem768x25519 stanza");
        }
        if (s.body.length !== 32) {
          throw Error("invalid mlkem768x25519 stanza");
        }
        const sharedSecret = MLKEM768X25519.decapsulate(share, this.identity);
        const label = new TextEncoder().encode("age-encryption.org/mlkem768x25519");
        const { key, nonce } = hpkeContext(hpkeMLKEM768X25519, sharedSecret, label);
        try {
          return chacha20poly1305(key, nonce).decrypt(s.body);
        } catch {
          continue;
        }
      }
      return null;
    }
  };
  var hpkeMLKEM768X25519 = 25722;
  var hpkeMLKEM768P256 = 80;
  var hpkeDHKEMP256 = 16;
  function hpkeContext(kemID, sharedSecret, info2) {
    const suiteID = hpkeSuiteID(kemID);
    const pskIDHash = hpkeLabeledExtract(suiteID, void 0, "psk_id_hash", new Uint8Array(0));
    const infoHash = hpkeLabeledExtract(suiteID, void 0, "info_hash", info2);
    const ksContext = new Uint8Array(1 + pskIDHash.length + infoHash.length);
    ksContext[0] = 0;
    ksContext.set(pskIDHash, 1);
    ksContext.set(infoHash, 1 + pskIDHash.length);
    const secret = hpkeLabeledExtract(suiteID, sharedSecret, "secret", new Uint8Array(0));
    const key = hpkeLabeledExpand(suiteID, secret, "key", ksContext, 32);
    const nonce = hpkeLabeledExpand(suiteID, secret, "base_nonce", ksContext, 12);
    return { key, nonce };
  }
  function hpkeSuiteID(kemID) {
    const suiteID = new Uint8Array(10);
    suiteID.set(new TextEncoder().encode("HPKE"), 0);
    suiteID[4] = kemID >> 8 & 255;
    suiteID[5] = kemID & 255;
    suiteID[6] = 0;
    suiteID[7] = 1;
    suiteID[8] = 0;
    suiteID[9] = 3;
    return suiteID;
  }
  function hpkeLabeledExtract(suiteID, salt2, label, ikm) {
    const labeledIKM = new Uint8Array(7 + suiteID.length + label.length + ikm.length);
    let offset2 = 0;
    labeledIKM.set(new TextEncoder().encode("HPKE-v1"), offset2);
    offset2 += "HPKE-v1".length;
    labeledIKM.set(suiteID, offset2);
    offset2 += suiteID.length;
    labeledIKM.set(new TextEncoder().encode(label), offset2);
    offset2 += label.length;
    labeledIKM.set(ikm, offset2);
    return extract(sha256, labeledIKM, salt2);
  }
  function hpkeLabeledExpand(suiteID, prk, label, info2, length2) {
    const labeledInfo = new Uint8Array(2 + 7 + suiteID.length + label.length + info2.length);
    let offset2 = 0;
    labeledInfo[offset2] = length2 >> 8 & 255;
    labeledInfo[offset2 + 1] = length2 & 255;
    offset2 += 2;
    labeledInfo.set(new TextEncoder().encode("HPKE-v1"), offset2);
    offset2 += "HPKE-v1".length;
    labeledInfo.set(suiteID, offset2);
    offset2 += suiteID.length;
    labeledInfo.set(new TextEncoder().encode(label), offset2);
    offset2 += label.length;
    labeledInfo.set(info2, offset2);
    return expand(sha256, prk, labeledInfo, length2);
  }
  function hpkeDHKEMP256Encapsulate(recipient) {
    if (recipient.length !== p256.lengths.publicKeyUncompressed) {
      recipient = p256.Point.fromBytes(recipient).toBytes(false);
    }
    const ephemeral = p256.utils.randomSecretKey();
    const encapsulatedKey = p256.getPublicKey(ephemeral, false);
    const ss = p256.getSharedSecret(ephemeral, recipient, true).subarray(1);
    const kemContext = new Uint8Array(encapsulatedKey.length + recipient.length);
    kemContext.set(encapsulatedKey, 0);
    kemContext.set(recipient, encapsulatedKey.length);
    const suiteID = new Uint8Array(5);
    suiteID.set(new TextEncoder().encode("KEM"), 0);
    suiteID[3] = hpkeDHKEMP256 >> 8;
    suiteID[4] = hpkeDHKEMP256 & 255;
    const eaePRK = hpkeLabeledExtract(suiteID, void 0, "eae_prk", ss);
    const sharedSecret = hpkeLabeledExpand(suiteID, eaePRK, "shared_secret", kemContext, 32);
    return { encapsulatedKey, sharedSecret };
  }
  var TagRecipient = class {
    recipient;
    constructor(s) {
      const res = bech32.decodeToBytes(s);
      if (!s.startsWith("age1tag1") || res.prefix.toLowerCase() !== "age1tag" || res.bytes.length !== 33) {
        throw Error("invalid recipient");
      }
      this.recipient = res.bytes;
    }
    wrapFileKey(fileKey) {
      const { encapsulatedKey, sharedSecret } = hpkeDHKEMP256Encapsulate(this.recipient);
      const label = new TextEncoder().encode("age-encryption.org/p256tag");
      const tag = (() => {
        const recipientHash2 = sha256(this.recipient).subarray(0, 4);
        const ikm = new Uint8Array(encapsulatedKey.length + recipientHash2.length);
        ikm.set(encapsulatedKey, 0);
        ikm.set(recipientHash2, encapsulatedKey.length);
        return extract(sha256, ikm, label).subarray(0, 4);
      })();
      const { key, nonce } = hpkeContext(hpkeDHKEMP256, sharedSecret, label);
      const ciphertext = chacha20poly1305(key, nonce).encrypt(fileKey);
      return [new Stanza(["p256tag", base64nopad.encode(tag), base64nopad.encode(encapsulatedKey)], ciphertext)];
    }
  };
  var HybridTagRecipient = class {
    recipient;
    constructor(s) {
      const { prefix: prefix4, words: words3 } = bech32.decode(s, false);
      const bytes3 = bech32.fromWords(words3);
      if (!s.startsWith("age1tagpq1") || prefix4.toLowerCase() !== "age1tagpq" || bytes3.length !== 1249) {
        throw Error("invalid recipient");
      }
      this.recipient = bytes3;
    }
    wrapFileKey(fileKey) {
      const { cipherText: encapsulatedKey, sharedSecret } = MLKEM768P256.encapsulate(this.recipient);
      const label = new TextEncoder().encode("age-encryption.org/mlkem768p256tag");
      const tag = (() => {
        const recipientHash2 = sha256(this.recipient.subarray(1184)).subarray(0, 4);
        const ikm = new Uint8Array(encapsulatedKey.length + recipientHash2.length);
        ikm.set(encapsulatedKey, 0);
        ikm.set(recipientHash2, encapsulatedKey.length);
        return extract(sha256, ikm, label).subarray(0, 4);
      })();
      const { key, nonce } = hpkeContext(hpkeMLKEM768P256, sharedSecret, label);
      const ciphertext = chacha20poly1305(key, nonce).encrypt(fileKey);
      return [new Stanza(["mlkem768p256tag", base64nopad.encode(tag), base64nopad.encode(encapsulatedKey)], ciphertext)];
    }
  };
  var X25519Recipient = class {
    recipient;
    constructor(s) {
      const res = bech32.decodeToBytes(s);
      if (!s.startsWith("age1") || res.prefix.toLowerCase() !== "age" || res.bytes.length !== 32) {
        throw Error("invalid recipient");
      }
      this.recipient = res.bytes;
    }
    async wrapFileKey(fileKey) {
      const ephemeral = randomBytes2(32);
      const share = await scalarMultBase(ephemeral);
      const secret = await scalarMult(ephemeral, this.recipient);
      const salt2 = new Uint8Array(share.length + this.recipient.length);
      salt2.set(share);
      salt2.set(this.recipient, share.length);
      const label = new TextEncoder().encode("age-encryption.org/v1/X25519");
      const key = hkdf(sha256, secret, salt2, label, 32);
      return [new Stanza(["X25519", base64nopad.encode(share)], encryptFileKey(fileKey, key))];
    }
  };
  var X25519Identity = class {
    identity;
    recipient;
    constructor(s) {
      if (isCryptoKey2(s)) {
        this.identity = s;
        this.recipient = scalarMultBase(s);
        return;
      }
      const res = bech32.decodeToBytes(s);
      if (!s.startsWith("AGE-SECRET-KEY-1") || res.prefix.toUpperCase() !== "AGE-SECRET-KEY-" || res.bytes.length !== 32) {
        throw Error("invalid identity");
      }
      this.identity = res.bytes;
      this.recipient = scalarMultBase(res.bytes);
    }
    async unwrapFileKey(stanzas2) {
      for (const s of stanzas2) {
        if (s.args.length < 1 || s.args[0] !== "X25519") {
          continue;
        }
        if (s.args.length !== 2) {
          throw Error("invalid X25519 stanza");
        }
        const share = base64nopad.decode(s.args[1]);
        if (share.length !== 32) {
          throw Error("invalid X25519 stanza");
        }
        const secret = await scalarMult(this.identity, share);
        const recipient = await this.recipient;
        const salt2 = new Uint8Array(share.length + recipient.length);
        salt2.set(share);
        salt2.set(recipient, share.length);
        const label = new TextEncoder().encode("age-encryption.org/v1/X25519");
        const key = hkdf(sha256, secret, salt2, label, 32);
        const fileKey = decryptFileKey(s.body, key);
        if (fileKey !== null)
          return fileKey;
      }
      return null;
    }
  };
  var ScryptRecipient = class {
    passphrase;
    logN;
    constructor(passphrase, logN) {
      this.passphrase = passphrase;
      this.logN = logN;
    }
    wrapFileKey(fileKey) {
      const salt2 = randomBytes2(16);
      const label = "age-encryption.org/v1/scrypt";
      const labelAndSalt = new Uint8Array(label.length + 16);
      labelAndSalt.set(new TextEncoder().encode(label));
      labelAndSalt.set(salt2, label.length);
      const key = scrypt(this.passphrase, labelAndSalt, { N: 2 ** this.logN, r: 8, p: 1, dkLen: 32 });
      return [new Stanza(["scrypt", base64nopad.encode(salt2), this.logN.toString()], encryptFileKey(fileKey, key))];
    }
  };
  var ScryptIdentity = class {
    passphrase;
    constructor(passphrase) {
      this.passphrase = passphrase;
    }
    unwrapFileKey(stanzas2) {
      for (const s of stanzas2) {
        if (s.args.length < 1 || s.args[0] !== "scrypt") {
          continue;
        }
        if (stanzas2.length !== 1) {
          throw Error("scrypt recipient is not the only one in the header");
        }
        if (s.args.length !== 3) {
          throw Error("invalid scrypt stanza");
        }
        if (!/^[1-9][0-9]*$/.test(s.args[2])) {
          throw Error("invalid scrypt stanza");
        }
        const salt2 = base64nopad.decode(s.args[1]);
        if (salt2.length !== 16) {
          throw Error("invalid scrypt stanza");
        }
        const logN = Number(s.args[2]);
        if (logN > 20) {
          throw Error("scrypt work factor is too high");
        }
        const label = "age-encryption.org/v1/scrypt";
        const labelAndSalt = new Uint8Array(label.length + 16);
        labelAndSalt.set(new TextEncoder().encode(label));
        labelAndSalt.set(salt2, label.length);
        const key = scrypt(this.passphrase, labelAndSalt, { N: 2 ** logN, r: 8, p: 1, dkLen: 32 });
        const fileKey = decryptFileKey(s.body, key);
        if (fileKey !== null)
          return fileKey;
      }
      return null;
    }
  };
  function encryptFileKey(fileKey, key) {
    const nonce = new Uint8Array(12);
    return chacha20poly1305(key, nonce).encrypt(fileKey);
  }
  function decryptFileKey(body, key) {
    if (body.length !== 32) {
      throw Error("invalid stanza");
    }
    const nonce = new Uint8Array(12);
    try {
      return chacha20poly1305(key, nonce).decrypt(body);
    } catch {
      return null;
    }
  }
  function isCryptoKey2(key) {
    return typeof CryptoKey !== "undefined" && key instanceof CryptoKey;
  }

  // node_modules/age-encryption/dist/stream.js
  var chacha20poly1305Overhead = 16;
  var chunkSize = /* @__PURE__ */ (() => 64 * 1024)();
  var chunkSizeWithOverhead = /* @__PURE__ */ (() => chunkSize + chacha20poly1305Overhead)();
  function decryptSTREAM(key) {
    const streamNonce = new Uint8Array(12);
    const incNonce = () => {
      for (let i = streamNonce.length - 2; i >= 0; i--) {
        streamNonce[i]++;
        if (streamNonce[i] !== 0)
          break;
      }
    };
    let firstChunk = true;
    const ciphertextBuffer = new Uint8Array(chunkSizeWithOverhead);
    let ciphertextBufferUsed = 0;
    return new TransformStream({
      transform(chunk, controller) {
        while (chunk.length > 0) {
          if (ciphertextBufferUsed === ciphertextBuffer.length) {
            const decryptedChunk = chacha20poly1305(key, streamNonce).decrypt(ciphertextBuffer);
            controller.enqueue(decryptedChunk);
            incNonce();
            ciphertextBufferUsed = 0;
            firstChunk = false;
          }
          const n = Math.min(ciphertextBuffer.length - ciphertextBufferUsed, chunk.length);
          ciphertextBuffer.set(chunk.subarray(0, n), ciphertextBufferUsed);
          ciphertextBufferUsed += n;
          chunk = chunk.subarray(n);
        }
      },
      flush(controller) {
        streamNonce[11] = 1;
        const decryptedChunk = chacha20poly1305(key, streamNonce).decrypt(ciphertextBuffer.subarray(0, ciphertextBufferUsed));
        if (!firstChunk && decryptedChunk.length === 0) {
          throw new Error("final chunk is empty");
        }
        controller.enqueue(decryptedChunk);
      }
    });
  }
  function plaintextSize(ciphertextSize2) {
    if (ciphertextSize2 < chacha20poly1305Overhead) {
      throw Error("ciphertext is too small");
    }
    if (ciphertextSize2 === chacha20poly1305Overhead) {
      return 0;
    }
    const fullChunks = Math.floor(ciphertextSize2 / chunkSizeWithOverhead);
    const lastChunk = ciphertextSize2 % chunkSizeWithOverhead;
    if (0 < lastChunk && lastChunk <= chacha20poly1305Overhead) {
      throw Error("ciphertext size is invalid");
    }
    let size2 = ciphertextSize2;
    size2 -= fullChunks * chacha20poly1305Overhead;
    size2 -= lastChunk > 0 ? chacha20poly1305Overhead : 0;
    return size2;
  }
  function encryptSTREAM(key) {
    const streamNonce = new Uint8Array(12);
    const incNonce = () => {
      for (let i = streamNonce.length - 2; i >= 0; i--) {
        streamNonce[i]++;
        if (streamNonce[i] !== 0)
          break;
      }
    };
    const plaintextBuffer = new Uint8Array(chunkSize);
    let plaintextBufferUsed = 0;
    return new TransformStream({
      transform(chunk, controller) {
        while (chunk.length > 0) {
          if (plaintextBufferUsed === plaintextBuffer.length) {
            const encryptedChunk = chacha20poly1305(key, streamNonce).encrypt(plaintextBuffer);
            controller.enqueue(encryptedChunk);
            incNonce();
            plaintextBufferUsed = 0;
          }
          const n = Math.min(plaintextBuffer.length - plaintextBufferUsed, chunk.length);
          plaintextBuffer.set(chunk.subarray(0, n), plaintextBufferUsed);
          plaintextBufferUsed += n;
          chunk = chunk.subarray(n);
        }
      },
      flush(controller) {
        streamNonce[11] = 1;
        const encryptedChunk = chacha20poly1305(key, streamNonce).encrypt(plaintextBuffer.subarray(0, plaintextBufferUsed));
        controller.enqueue(encryptedChunk);
      }
    });
  }
  function ciphertextSize(plaintextSize2) {
    const chunks2 = Math.max(1, Math.ceil(plaintextSize2 / chunkSize));
    return plaintextSize2 + chacha20poly1305Overhead * chunks2;
  }

  // node_modules/age-encryption/dist/index.js
  var Encrypter = class {
    passphrase = null;
    scryptWorkFactor = 18;
    recipients = [];
    /**
     * Set the passphrase to encrypt the file(s) with. This method can only be
     * called once, and can't be called if {@link Encrypter.addRecipient} has
     * been called.
     *
     * The passphrase is passed through the scrypt key derivation function, but
     * it needs to have enough entropy to resist offline brute-force attacks.
     * You should use at least 8-10 random alphanumeric characters, or 4-5
     * random words from a list of at least 2000 words.
     *
     * @param s - The passphrase to encrypt the file with.
     */
    setPassphrase(s) {
      if (this.passphrase !== null) {
        throw new Error("can encrypt to at most one passphrase");
      }
      if (this.recipients.length !== 0) {
        throw new Error("can't encrypt to both recipients and passphrases");
      }
      this.passphrase = s;
    }
    /**
     * Set the scrypt work factor to use when encrypting the file(s) with a
     * passphrase. The default is 18. Using a lower value will require stronger
     * passphrases to resist offline brute-force attacks.
     *
     * @param logN - The base-2 logarithm of the scrypt work factor.
     */
    setScryptWorkFactor(logN) {
      this.scryptWorkFactor = logN;
    }
    /**
     * Add a recipient to encrypt the file(s) for. This method can be called
     * multiple times to encrypt the file(s) for multiple recipients.
     *
     * This version supports native X25519 recipients (`age1...`), hybrid
     * post-quantum recipients (`age1pq1...`), tag recipients (`age1tag1...`),
     * and hybrid tag recipients (`age1tagpq1...`).
     *
     * @param s - The recipient to encrypt the file for. Either a string
     * beginning with `age1...` or an object implementing the {@link Recipient}
     * interface.
     */
    addRecipient(s) {
      if (this.passphrase !== null) {
        throw new Error("can't encrypt to both recipients and passphrases");
      }
      if (typeof s === "string") {
        if (s.startsWith("age1pq1")) {
          this.recipients.push(new HybridRecipient(s));
        } else if (s.startsWith("age1tag1")) {
          this.recipients.push(new TagRecipient(s));
        } else if (s.startsWith("age1tagpq1")) {
          this.recipients.push(new HybridTagRecipient(s));
        } else if (s.startsWith("age1")) {
          this.recipients.push(new X25519Recipient(s));
        } else {
          throw new Error("unrecognized recipient type");
        }
      } else {
        this.recipients.push(s);
      }
    }
    async encrypt(file3) {
      const fileKey = randomBytes2(16);
      const stanzas2 = [];
      let recipients = this.recipients;
      if (this.passphrase !== null) {
        recipients = [new ScryptRecipient(this.passphrase, this.scryptWorkFactor)];
      }
      for (const recipient of recipients) {
        stanzas2.push(...await recipient.wrapFileKey(fileKey));
      }
      const labelHeader = new TextEncoder().encode("header");
      const hmacKey = hkdf(sha256, fileKey, void 0, labelHeader, 32);
      const mac = hmac(sha256, hmacKey, encodeHeaderNoMAC(stanzas2));
      const header2 = encodeHeader(stanzas2, mac);
      const nonce = randomBytes2(16);
      const labelPayload = new TextEncoder().encode("payload");
      const streamKey = hkdf(sha256, fileKey, nonce, labelPayload, 32);
      const encrypter2 = encryptSTREAM(streamKey);
      if (!(file3 instanceof ReadableStream)) {
        if (typeof file3 === "string")
          file3 = new TextEncoder().encode(file3);
        return await readAll(prepend(stream(file3).pipeThrough(encrypter2), header2, nonce));
      }
      return Object.assign(prepend(file3.pipeThrough(encrypter2), header2, nonce), {
        size: (size2) => ciphertextSize(size2) + header2.length + nonce.length
      });
    }
  };
  var Decrypter = class {
    identities = [];
    /**
     * Add a passphrase to decrypt password-encrypted file(s) with. This method
     * can be called multiple times to try multiple passphrases.
     *
     * @param s - The passphrase to decrypt the file with.
     */
    addPassphrase(s) {
      this.identities.push(new ScryptIdentity(s));
    }
    /**
     * Add an identity to decrypt file(s) with. This method can be called
     * multiple times to try multiple identities.
     *
     * @param s - The identity to decrypt the file with. Either a string
     * beginning with `AGE-SECRET-KEY-PQ-1...` or `AGE-SECRET-KEY-1...`, an
     * X25519 private
     * {@link https://developer.mozilla.org/en-US/docs/Web/API/CryptoKey | CryptoKey}
     * object, or an object implementing the {@link Identity} interface.
     *
     * A CryptoKey object must have
     * {@link https://developer.mozilla.org/en-US/docs/Web/API/CryptoKey/type | type}
     * `private`,
     * {@link https://developer.mozilla.org/en-US/docs/Web/API/CryptoKey/algorithm | algorithm}
     * `{name: 'X25519'}`, and
     * {@link https://developer.mozilla.org/en-US/docs/Web/API/CryptoKey/usages | usages}
     * `["deriveBits"]`. For example:
     * ```js
     * const keyPair = await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"])
     * decrypter.addIdentity(key.privateKey)
     * ```
     */
    addIdentity(s) {
      if (isCryptoKey3(s)) {
        this.identities.push(new X25519Identity(s));
      } else if (typeof s === "string") {
        if (s.startsWith("AGE-SECRET-KEY-1")) {
          this.identities.push(new X25519Identity(s));
        } else if (s.startsWith("AGE-SECRET-KEY-PQ-1")) {
          this.identities.push(new HybridIdentity(s));
        } else {
          throw new Error("unrecognized identity type");
        }
      } else {
        this.identities.push(s);
      }
    }
    async decrypt(file3, outputFormat) {
      const s = file3 instanceof ReadableStream ? file3 : stream(file3);
      const { fileKey, headerSize, rest } = await this.decryptHeaderInternal(s);
      const { data: nonce, rest: payload } = await read(rest, 16);
      const label = new TextEncoder().encode("payload");
      const streamKey = hkdf(sha256, fileKey, nonce, label, 32);
      const decrypter2 = decryptSTREAM(streamKey);
      const out = payload.pipeThrough(decrypter2);
      const outWithSize = Object.assign(out, {
        size: (size2) => plaintextSize(size2 - headerSize - nonce.length)
      });
      if (file3 instanceof ReadableStream)
        return outWithSize;
      if (outputFormat === "text")
        return await readAllString(out);
      return await readAll(out);
    }
    /**
     * Decrypt the file key from a detached header. This is a low-level
     * function that can be used to implement delegated decryption logic.
     * Most users won't need this.
     *
     * It is the caller's responsibility to keep track of what file the
     * returned file key decrypts, and to ensure the file key is not used
     * for any other purpose.
     *
     * @param header - The file's textual header, including the MAC.
     *
     * @returns The file key used to encrypt the file.
     */
    async decryptHeader(header2) {
      return (await this.decryptHeaderInternal(stream(header2))).fileKey;
    }
    async decryptHeaderInternal(file3) {
      const h = await parseHeader(file3);
      const fileKey = await this.unwrapFileKey(h.stanzas);
      if (fileKey === null)
        throw Error("no identity matched any of the file's recipients");
      const label = new TextEncoder().encode("header");
      const hmacKey = hkdf(sha256, fileKey, void 0, label, 32);
      const mac = hmac(sha256, hmacKey, h.headerNoMAC);
      if (!compareBytes(h.MAC, mac))
        throw Error("invalid header HMAC");
      return { fileKey, headerSize: h.headerSize, rest: h.rest };
    }
    async unwrapFileKey(stanzas2) {
      for (const identity of this.identities) {
        const fileKey = await identity.unwrapFileKey(stanzas2);
        if (fileKey !== null)
          return fileKey;
      }
      return null;
    }
  };
  function compareBytes(a, b) {
    if (a.length !== b.length) {
      return false;
    }
    let acc = 0;
    for (let i = 0; i < a.length; i++) {
      acc |= a[i] ^ b[i];
    }
    return acc === 0;
  }
  function isCryptoKey3(key) {
    return typeof CryptoKey !== "undefined" && key instanceof CryptoKey;
  }

  // src/crypto/identity/age.ts
  async function recipientOf(identity) {
    return parseRecipient(await identityToRecipient(identity));
  }
  async function encrypt(plain, to) {
    return owned(await encrypter(to).encrypt(plain));
  }
  async function encryptStream(plain, to) {
    return encrypter([to]).encrypt(plain);
  }
  async function decrypt(file3, identity) {
    try {
      return owned(await decrypter(identity).decrypt(file3));
    } catch {
      return fail("E18", "the file is sealed to another key, cut short or damaged");
    }
  }
  async function decryptStream(file3, identity) {
    return decrypter(identity).decrypt(file3);
  }
  function encrypter(to) {
    if (to.length === 0) fail("E14", "a file is sealed to somebody");
    const age2 = new Encrypter();
    for (const recipient of to) age2.addRecipient(parseRecipient(recipient));
    return age2;
  }
  function decrypter(identity) {
    const age2 = new Decrypter();
    age2.addIdentity(identity);
    return age2;
  }
  function owned(bytes3) {
    const { buffer, byteOffset, length: length2 } = bytes3;
    return buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, length2) : new Uint8Array(bytes3);
  }

  // src/crypto/identity/identity.ts
  var prefix2 = "AGE-SECRET-KEY-PQ-";
  var seedSize = 32;
  var Identity = class _Identity {
    /** The public half. */
    recipient;
    #seed;
    constructor(seed, recipient) {
      this.#seed = seed;
      this.recipient = recipient;
    }
    /** Makes an identity from fresh random bytes. */
    static generate() {
      return _Identity.fromSeed(randomBytes(seedSize));
    }
    /** Makes the identity of a seed of 32 bytes, E01 for any other length. */
    static async fromSeed(seed) {
      if (seed.length !== seedSize) fail("E01", `identity seed has ${seed.length} bytes, want ${seedSize}`);
      const own = new Uint8Array(seed);
      return new _Identity(own, await recipientOf(encodeSeed(own)));
    }
    /** Reads "AGE-SECRET-KEY-PQ-1…" in its one spelling, else E01 (FORMAT.md I1). */
    static async parse(text4) {
      return _Identity.fromSeed(decodeSeed(text4) ?? fail("E01", `identity is not an ${prefix2} identity`));
    }
    /** The secret text: never log it. */
    text() {
      return encodeSeed(this.#seed);
    }
    /** A copy of the 32 secret bytes. */
    seed() {
      return this.#seed.slice();
    }
  };
  function isIdentity(text4) {
    return decodeSeed(text4) !== void 0;
  }
  function encodeSeed(seed) {
    return encodeBech32(prefix2.toLowerCase(), seed).toUpperCase();
  }
  function decodeSeed(text4) {
    if (!text4.startsWith(prefix2 + "1")) return void 0;
    const read4 = decodeBech32(prefix2.toLowerCase(), text4.slice(prefix2.length + 1).toLowerCase(), seedSize);
    return read4 !== void 0 && encodeSeed(read4.bytes) === text4 ? read4.bytes : void 0;
  }

  // src/crypto/identity/expand.ts
  function expand2(secret, info2, n) {
    return new Uint8Array(hkdf(sha256, secret, void 0, info2, n));
  }

  // src/crypto/identity/signer.ts
  var seedSize2 = 32;
  var Signer = class _Signer {
    /** The public half. */
    public;
    #seed;
    constructor(seed) {
      this.#seed = seed;
      this.public = Public.from(ed25519.getPublicKey(seed));
    }
    /** Makes a key from fresh random bytes. */
    static generate() {
      return new _Signer(randomBytes(seedSize2));
    }
    /** Makes the key of a seed of 32 bytes, E01 for any other length. */
    static fromSeed(seed) {
      if (seed.length !== seedSize2) fail("E01", `signing seed has ${seed.length} bytes, want ${seedSize2}`);
      return new _Signer(new Uint8Array(seed));
    }
    /** A copy of the 32 secret bytes. */
    seed() {
      return this.#seed.slice();
    }
    /** Makes the signature line over signed bytes. */
    sign(signed2) {
      return { key: this.public.id, hex: toHex(ed25519.sign(new Uint8Array(signed2), this.#seed)) };
    }
    /**
     * Builds and signs the note that answers a hub's challenge (FORMAT.md I22).
     * Origin is the address talked to, now in Unix seconds; values that no login note
     * can hold are E01.
     */
    login(origin, account, challenge, now) {
      const signed2 = loginForm.build(
        line("origin", origin),
        line("account", account),
        line("challenge", challenge),
        line("time", String(now))
      );
      return attach(signed2, this.sign(signed2));
    }
  };

  // src/crypto/identity/method.ts
  var deviceForm = new Form({
    label: "device",
    fields: [once("id", isID), once("identity", isIdentity), once("login-seed", isHash)]
  });
  var Method = class {
    kind;
    id;
    age;
    login;
    constructor(kind2, id2, age2, login) {
      this.kind = kind2;
      this.id = id2;
      this.age = age2;
      this.login = login;
    }
    /** The public half, as a keyring lists it. */
    unlock() {
      return { kind: this.kind, id: this.id, recipient: this.age.recipient, login: this.login.public };
    }
    /** The secret of a device as a home keeps it (FORMAT.md I9): never log it. */
    text() {
      return deviceForm.build(
        line("id", this.id),
        line("identity", this.age.text()),
        line("login-seed", toHex(this.login.seed()))
      );
    }
  };
  async function fromPasskey(credential, secret) {
    if (secret.length !== 32) fail("E01", `passkey secret has ${secret.length} bytes, want 32`);
    const id2 = hashOf(concat(utf8("sluis.v1/passkey\n"), credential)).slice(0, 32);
    const seed = (label) => expand2(secret, concat(utf8(label), credential), 32);
    const age2 = await Identity.fromSeed(seed("sluis.v1/unlock/passkey/age\n"));
    return new Method("passkey", id2, age2, Signer.fromSeed(seed("sluis.v1/unlock/passkey/login\n")));
  }
  function prfSalt(rpID) {
    return new Uint8Array(sha256(utf8(`sluis.v1/prf
${rpID}`)));
  }

  // src/crypto/identity/sealed.ts
  var ageIntro = "age-encryption.org/v1";
  var pqStanza = "-> mlkem768x25519 ";
  var anyStanza = "->";
  var ageFooter = "---";
  function stanzas(file3) {
    let count3 = 0;
    let first2 = true;
    for (const line3 of headerLines(file3)) {
      if (first2 && line3 !== ageIntro) fail("E18", "not an age file");
      first2 = false;
      if (line3.startsWith(ageFooter)) return count3;
      if (!line3.startsWith(anyStanza)) continue;
      if (!line3.startsWith(pqStanza)) fail("E14", "sealed to a key that is not post-quantum");
      count3++;
    }
    return fail("E18", first2 ? "not an age file" : "the header of the age file is cut short");
  }
  function* headerLines(file3) {
    for (let at = 0, end; (end = file3.indexOf(10, at)) >= 0; at = end + 1) {
      yield String.fromCharCode(...file3.subarray(at, Math.min(end, at + pqStanza.length + ageIntro.length)));
    }
  }
  function sealToAll(recipients, text4) {
    return encrypt(text4, recipients);
  }
  async function openByOne(by, file3) {
    const keys = stanzas(file3);
    return { text: await decrypt(file3, by.text()), keys };
  }

  // src/crypto/identity/keyring.ts
  var keyringForm = new Form({
    label: "keyring",
    fields: [
      once("org", isID),
      once("mid", isID),
      once("version", isNum),
      once("prev", isHash),
      once("identity", isIdentity),
      once("sign-seed", isHash),
      once("login-seed", isHash),
      { name: "unlock", min: MinUnlocks, max: MaxUnlocks, values: [isUnlockKind, isID, isRecipient] },
      any("pin", isID, isID)
    ]
  });
  var Keyring = class _Keyring {
    org;
    member;
    version;
    prev;
    identity;
    sign;
    login;
    unlocks;
    pins;
    constructor(of) {
      this.org = of.org;
      this.member = of.member;
      this.version = of.version;
      this.prev = of.prev;
      this.identity = of.identity;
      this.sign = of.sign;
      this.login = of.login;
      this.unlocks = [...of.unlocks];
      this.pins = [...of.pins];
    }
    /**
     * Prints and seals the keyring as it stands: a head to publish and the file it
     * is signed for. Now is in Unix seconds. Fewer than two unlock methods, more than
     * five, or two that share an id or a key are E17; a value that the texts cannot
     * hold is E01.
     */
    async seal(now) {
      oneEach(this.unlocks);
      const common = [
        line("org", this.org),
        line("mid", this.member),
        line("version", String(this.version)),
        line("prev", this.prev)
      ];
      const text4 = keyringForm.build(
        ...common,
        line("identity", this.identity.text()),
        line("sign-seed", toHex(this.sign.seed())),
        line("login-seed", toHex(this.login.seed())),
        ...this.unlocks.map((u) => line("unlock", u.kind, u.id, u.recipient)),
        ...this.pins.map((p) => line("pin", p.org, p.root))
      );
      const file3 = await sealToAll(this.unlocks.map((u) => u.recipient), text4);
      const signed2 = keyringHeadForm.build(
        ...common,
        line("ct", hashOf(file3)),
        line("time", String(now)),
        ...this.unlocks.map((u) => line("unlock", u.kind, u.id, u.login.hex))
      );
      return { head: attach(signed2, this.login.sign(signed2)), file: file3 };
    }
    /**
     * Compares the keyring with what the member's own signed note says: the signing
     * key, the login key and the hash of the recipient. A difference is E17.
     */
    match(sign2, login, rcpt) {
      if (!this.sign.public.equals(sign2)) fail("E17", "keyring holds another signing key than the member note");
      if (!this.login.public.equals(login)) fail("E17", "keyring holds another login key than the member note");
      if (recipientHash(this.identity.recipient) !== rcpt) {
        fail("E17", "keyring holds another identity than the member note");
      }
    }
    /**
     * Compares the keyring with the newest version this device has seen: a lower one
     * is E17, since it may lack a method or a pin.
     */
    notOlder(seen2) {
      if (this.version < seen2) fail("E17", `keyring has version ${this.version}, this device has seen ${seen2}`);
    }
    /** The version after the one that head was signed for, with what changes in it. */
    next(head3, change = {}) {
      return new _Keyring({ ...this, ...change, version: this.version + 1, prev: hashOf(head3) });
    }
  };
  async function openKeyring(head3, file3, by) {
    try {
      return await open(head3, file3, by);
    } catch (error) {
      return fail("E17", "keyring: " + (error instanceof Error ? error.message : "cannot be opened"), error);
    }
  }
  async function open(headBytes, file3, by) {
    const head3 = parseKeyringHead(headBytes);
    const { text: text4, keys } = await openByOne(by.age, file3);
    const note2 = keyringForm.parse(text4);
    const login = Signer.fromSeed(hashBytes(note2.get("login-seed")));
    await head3.check(login.public, file3);
    if (note2.get("org") !== head3.org || note2.get("mid") !== head3.member) {
      fail("E17", "file and head name different members");
    }
    if (note2.num("version") !== head3.version) {
      fail("E17", `file has version ${note2.num("version")}, head ${head3.version}`);
    }
    if (note2.get("prev") !== head3.prev) fail("E17", "file and head follow different heads");
    const unlocks = pair(note2, head3);
    if (keys !== unlocks.length) fail("E17", `file is sealed to ${keys} keys and names ${unlocks.length}`);
    oneEach(unlocks);
    if (!unlocks.some((u) => alike(u, by.unlock()))) fail("E17", "the method that opened it is not named in it");
    return new Keyring({
      org: head3.org,
      member: head3.member,
      version: head3.version,
      prev: head3.prev,
      identity: await Identity.parse(note2.get("identity")),
      sign: Signer.fromSeed(hashBytes(note2.get("sign-seed"))),
      login,
      unlocks,
      pins: note2.all("pin").map(([org = "", root = ""]) => ({ org, root }))
    });
  }
  function pair(note2, head3) {
    const inside = note2.all("unlock");
    if (inside.length !== head3.unlocks.length) {
      fail("E17", `file has ${inside.length} unlock methods, head ${head3.unlocks.length}`);
    }
    return inside.map(([kind2, id2 = "", recipient = ""], i) => {
      const outside = head3.unlocks[i];
      if (outside === void 0 || outside.kind !== kind2 || outside.id !== id2) {
        fail("E17", "file and head name different unlock methods");
      }
      return { kind: unlockKind(kind2), id: id2, recipient: parseRecipient(recipient), login: outside.key };
    });
  }
  function alike(a, b) {
    return a.kind === b.kind && a.id === b.id && a.recipient === b.recipient && a.login.equals(b.login);
  }
  function oneEach(unlocks) {
    if (unlocks.length < MinUnlocks || unlocks.length > MaxUnlocks) {
      fail("E17", `${unlocks.length} ways to unlock, want ${MinUnlocks} to ${MaxUnlocks}`);
    }
    const distinct = (of) => new Set(unlocks.map(of)).size === unlocks.length;
    if (!distinct((u) => `${u.kind} ${u.id}`)) fail("E17", "two unlock methods have one kind and id");
    if (!distinct((u) => u.recipient)) fail("E17", "two unlock methods have one recipient");
    if (!distinct((u) => u.login.hex)) fail("E17", "two unlock methods have one login key");
  }

  // node_modules/@noble/hashes/_blake.js
  var BSIGMA = /* @__PURE__ */ Uint8Array.from([
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    15,
    14,
    10,
    4,
    8,
    9,
    15,
    13,
    6,
    1,
    12,
    0,
    2,
    11,
    7,
    5,
    3,
    11,
    8,
    12,
    0,
    5,
    2,
    15,
    13,
    10,
    14,
    3,
    6,
    7,
    1,
    9,
    4,
    7,
    9,
    3,
    1,
    13,
    12,
    11,
    14,
    2,
    6,
    5,
    10,
    4,
    0,
    15,
    8,
    9,
    0,
    5,
    7,
    2,
    4,
    10,
    15,
    14,
    1,
    11,
    12,
    6,
    8,
    3,
    13,
    2,
    12,
    6,
    10,
    0,
    11,
    8,
    3,
    4,
    13,
    7,
    5,
    15,
    14,
    1,
    9,
    12,
    5,
    1,
    15,
    14,
    13,
    4,
    10,
    0,
    7,
    6,
    3,
    9,
    2,
    8,
    11,
    13,
    11,
    7,
    14,
    12,
    1,
    3,
    9,
    5,
    0,
    15,
    4,
    8,
    6,
    2,
    10,
    6,
    15,
    14,
    9,
    11,
    3,
    0,
    8,
    12,
    2,
    13,
    7,
    1,
    4,
    10,
    5,
    10,
    2,
    8,
    4,
    7,
    6,
    1,
    5,
    15,
    11,
    9,
    14,
    3,
    12,
    13,
    0,
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    15,
    14,
    10,
    4,
    8,
    9,
    15,
    13,
    6,
    1,
    12,
    0,
    2,
    11,
    7,
    5,
    3,
    // Blake1, unused in others
    11,
    8,
    12,
    0,
    5,
    2,
    15,
    13,
    10,
    14,
    3,
    6,
    7,
    1,
    9,
    4,
    7,
    9,
    3,
    1,
    13,
    12,
    11,
    14,
    2,
    6,
    5,
    10,
    4,
    0,
    15,
    8,
    9,
    0,
    5,
    7,
    2,
    4,
    10,
    15,
    14,
    1,
    11,
    12,
    6,
    8,
    3,
    13,
    2,
    12,
    6,
    10,
    0,
    11,
    8,
    3,
    4,
    13,
    7,
    5,
    15,
    14,
    1,
    9
  ]);

  // node_modules/@noble/hashes/blake2.js
  var B2B_IV = /* @__PURE__ */ Uint32Array.from([
    4089235720,
    1779033703,
    2227873595,
    3144134277,
    4271175723,
    1013904242,
    1595750129,
    2773480762,
    2917565137,
    1359893119,
    725511199,
    2600822924,
    4215389547,
    528734635,
    327033209,
    1541459225
  ]);
  var BBUF = /* @__PURE__ */ new Uint32Array(32);
  function G1b(a, b, c, d2, msg, x) {
    const Xl = msg[x], Xh = msg[x + 1];
    let Al = BBUF[2 * a], Ah = BBUF[2 * a + 1];
    let Bl = BBUF[2 * b], Bh = BBUF[2 * b + 1];
    let Cl = BBUF[2 * c], Ch = BBUF[2 * c + 1];
    let Dl = BBUF[2 * d2], Dh = BBUF[2 * d2 + 1];
    const ll = add3L(Al, Bl, Xl);
    Ah = add3H(ll, Ah, Bh, Xh);
    Al = ll | 0;
    let xh = Dh ^ Ah, xl = Dl ^ Al;
    Dh = rotr32H(xh, xl);
    Dl = rotr32L(xh, xl);
    ({ h: Ch, l: Cl } = add(Ch, Cl, Dh, Dl));
    xh = Bh ^ Ch;
    xl = Bl ^ Cl;
    Bh = rotrSH(xh, xl, 24);
    Bl = rotrSL(xh, xl, 24);
    BBUF[2 * a] = Al;
    BBUF[2 * a + 1] = Ah;
    BBUF[2 * b] = Bl;
    BBUF[2 * b + 1] = Bh;
    BBUF[2 * c] = Cl;
    BBUF[2 * c + 1] = Ch;
    BBUF[2 * d2] = Dl;
    BBUF[2 * d2 + 1] = Dh;
  }
  function G2b(a, b, c, d2, msg, x) {
    const Xl = msg[x], Xh = msg[x + 1];
    let Al = BBUF[2 * a], Ah = BBUF[2 * a + 1];
    let Bl = BBUF[2 * b], Bh = BBUF[2 * b + 1];
    let Cl = BBUF[2 * c], Ch = BBUF[2 * c + 1];
    let Dl = BBUF[2 * d2], Dh = BBUF[2 * d2 + 1];
    const ll = add3L(Al, Bl, Xl);
    Ah = add3H(ll, Ah, Bh, Xh);
    Al = ll | 0;
    let xh = Dh ^ Ah, xl = Dl ^ Al;
    Dh = rotrSH(xh, xl, 16);
    Dl = rotrSL(xh, xl, 16);
    ({ h: Ch, l: Cl } = add(Ch, Cl, Dh, Dl));
    xh = Bh ^ Ch;
    xl = Bl ^ Cl;
    Bh = rotrBH(xh, xl, 63);
    Bl = rotrBL(xh, xl, 63);
    BBUF[2 * a] = Al;
    BBUF[2 * a + 1] = Ah;
    BBUF[2 * b] = Bl;
    BBUF[2 * b + 1] = Bh;
    BBUF[2 * c] = Cl;
    BBUF[2 * c + 1] = Ch;
    BBUF[2 * d2] = Dl;
    BBUF[2 * d2 + 1] = Dh;
  }
  function checkBlake2Opts(outputLen, opts2 = {}, keyLen, saltLen, persLen) {
    anumber(keyLen);
    if (outputLen <= 0 || outputLen > keyLen)
      throw new Error('"dkLen" must be 1..' + keyLen + ", got " + outputLen);
    const { key, salt: salt2, personalization } = opts2;
    if (key !== void 0 && (key.length < 1 || key.length > keyLen))
      throw new Error('"key" expected to be undefined or of length=1..' + keyLen);
    if (salt2 !== void 0)
      abytes(salt2, saltLen, "salt");
    if (personalization !== void 0)
      abytes(personalization, persLen, "personalization");
  }
  var _BLAKE2 = class {
    buffer;
    buffer32;
    finished = false;
    destroyed = false;
    length = 0;
    pos = 0;
    blockLen;
    outputLen;
    canXOF = false;
    constructor(blockLen, outputLen) {
      anumber(blockLen);
      anumber(outputLen);
      this.blockLen = blockLen;
      this.outputLen = outputLen;
      this.buffer = new Uint8Array(blockLen);
      this.buffer32 = u32(this.buffer);
    }
    update(data) {
      aexists(this);
      abytes(data);
      const { blockLen, buffer, buffer32 } = this;
      const len = data.length;
      const offset2 = data.byteOffset;
      const buf = data.buffer;
      for (let pos = 0; pos < len; ) {
        if (this.pos === blockLen) {
          swap32IfBE(buffer32);
          this.compress(buffer32, 0, false);
          swap32IfBE(buffer32);
          this.pos = 0;
        }
        const take = Math.min(blockLen - this.pos, len - pos);
        const dataOffset = offset2 + pos;
        if (take === blockLen && !(dataOffset % 4) && pos + take < len) {
          const data32 = new Uint32Array(buf, dataOffset, Math.floor((len - pos) / 4));
          swap32IfBE(data32);
          for (let pos32 = 0; pos + blockLen < len; pos32 += buffer32.length, pos += blockLen) {
            this.length += blockLen;
            this.compress(data32, pos32, false);
          }
          swap32IfBE(data32);
          continue;
        }
        buffer.set(pos === 0 && take === len ? data : data.subarray(pos, pos + take), this.pos);
        this.pos += take;
        this.length += take;
        pos += take;
      }
      return this;
    }
    digestInto(out) {
      aexists(this);
      aoutput(out, this);
      if (out.byteOffset & 3)
        throw new RangeError('"output" expected 4-byte aligned byteOffset, got ' + out.byteOffset);
      const { pos, buffer32 } = this;
      this.finished = true;
      this.buffer.fill(0, pos);
      swap32IfBE(buffer32);
      this.compress(buffer32, 0, true);
      swap32IfBE(buffer32);
      const state = this.get();
      const out32 = out === this.buffer ? buffer32 : u32(out);
      const full = Math.floor(this.outputLen / 4);
      for (let i = 0; i < full; i++)
        out32[i] = swap8IfBE(state[i]);
      const tail = this.outputLen % 4;
      if (!tail)
        return;
      const off = full * 4;
      const word5 = state[full];
      for (let i = 0; i < tail; i++)
        out[off + i] = word5 >>> 8 * i;
    }
    digest() {
      const { buffer, outputLen } = this;
      this.digestInto(buffer);
      const res = buffer.slice(0, outputLen);
      this.destroy();
      return res;
    }
    _cloneInto(to) {
      const { buffer, length: length2, finished, destroyed, outputLen, pos } = this;
      to ||= new this.constructor({ dkLen: outputLen });
      to.set(...this.get());
      to.buffer.set(buffer);
      to.destroyed = destroyed;
      to.finished = finished;
      to.length = length2;
      to.pos = pos;
      to.outputLen = outputLen;
      return to;
    }
    clone() {
      return this._cloneInto();
    }
  };
  var _BLAKE2b = class extends _BLAKE2 {
    // Same IV words as SHA-512 / BLAKE2b, encoded as LE u32 low/high halves.
    v0l = B2B_IV[0] | 0;
    v0h = B2B_IV[1] | 0;
    v1l = B2B_IV[2] | 0;
    v1h = B2B_IV[3] | 0;
    v2l = B2B_IV[4] | 0;
    v2h = B2B_IV[5] | 0;
    v3l = B2B_IV[6] | 0;
    v3h = B2B_IV[7] | 0;
    v4l = B2B_IV[8] | 0;
    v4h = B2B_IV[9] | 0;
    v5l = B2B_IV[10] | 0;
    v5h = B2B_IV[11] | 0;
    v6l = B2B_IV[12] | 0;
    v6h = B2B_IV[13] | 0;
    v7l = B2B_IV[14] | 0;
    v7h = B2B_IV[15] | 0;
    constructor(opts2 = {}) {
      opts2 = checkOpts({}, opts2);
      const olen = opts2.dkLen === void 0 ? 64 : opts2.dkLen;
      super(128, olen);
      checkBlake2Opts(olen, opts2, 64, 16, 16);
      let { key, personalization, salt: salt2 } = opts2;
      let keyLength = 0;
      if (key !== void 0) {
        abytes(key, void 0, "key");
        keyLength = key.length;
      }
      this.v0l ^= this.outputLen | keyLength << 8 | 1 << 16 | 1 << 24;
      if (salt2 !== void 0) {
        abytes(salt2, void 0, "salt");
        const slt = u32(copyBytes(salt2));
        this.v4l ^= swap8IfBE(slt[0]);
        this.v4h ^= swap8IfBE(slt[1]);
        this.v5l ^= swap8IfBE(slt[2]);
        this.v5h ^= swap8IfBE(slt[3]);
      }
      if (personalization !== void 0) {
        abytes(personalization, void 0, "personalization");
        const pers = u32(copyBytes(personalization));
        this.v6l ^= swap8IfBE(pers[0]);
        this.v6h ^= swap8IfBE(pers[1]);
        this.v7l ^= swap8IfBE(pers[2]);
        this.v7h ^= swap8IfBE(pers[3]);
      }
      if (key !== void 0) {
        const tmp = new Uint8Array(this.blockLen);
        tmp.set(key);
        this.update(tmp);
        clean(tmp);
      }
    }
    // prettier-ignore
    get() {
      let { v0l, v0h, v1l, v1h, v2l, v2h, v3l, v3h, v4l, v4h, v5l, v5h, v6l, v6h, v7l, v7h } = this;
      return [v0l, v0h, v1l, v1h, v2l, v2h, v3l, v3h, v4l, v4h, v5l, v5h, v6l, v6h, v7l, v7h];
    }
    // prettier-ignore
    set(v0l, v0h, v1l, v1h, v2l, v2h, v3l, v3h, v4l, v4h, v5l, v5h, v6l, v6h, v7l, v7h) {
      this.v0l = v0l | 0;
      this.v0h = v0h | 0;
      this.v1l = v1l | 0;
      this.v1h = v1h | 0;
      this.v2l = v2l | 0;
      this.v2h = v2h | 0;
      this.v3l = v3l | 0;
      this.v3h = v3h | 0;
      this.v4l = v4l | 0;
      this.v4h = v4h | 0;
      this.v5l = v5l | 0;
      this.v5h = v5h | 0;
      this.v6l = v6l | 0;
      this.v6h = v6h | 0;
      this.v7l = v7l | 0;
      this.v7h = v7h | 0;
    }
    compress(msg, offset2, isLast) {
      const { v0l, v0h, v1l, v1h, v2l, v2h, v3l, v3h, v4l, v4h, v5l, v5h, v6l, v6h, v7l, v7h } = this;
      {
        BBUF[0] = v0l;
        BBUF[1] = v0h;
        BBUF[2] = v1l;
        BBUF[3] = v1h;
        BBUF[4] = v2l;
        BBUF[5] = v2h;
        BBUF[6] = v3l;
        BBUF[7] = v3h;
        BBUF[8] = v4l;
        BBUF[9] = v4h;
        BBUF[10] = v5l;
        BBUF[11] = v5h;
        BBUF[12] = v6l;
        BBUF[13] = v6h;
        BBUF[14] = v7l;
        BBUF[15] = v7h;
      }
      BBUF.set(B2B_IV, 16);
      const l = fromNumL(this.length);
      const h = fromNumH(this.length);
      BBUF[24] = B2B_IV[8] ^ l;
      BBUF[25] = B2B_IV[9] ^ h;
      if (isLast) {
        BBUF[28] = ~BBUF[28];
        BBUF[29] = ~BBUF[29];
      }
      let j = 0;
      const s = BSIGMA;
      for (let i = 0; i < 12; i++) {
        G1b(0, 4, 8, 12, msg, offset2 + 2 * s[j++]);
        G2b(0, 4, 8, 12, msg, offset2 + 2 * s[j++]);
        G1b(1, 5, 9, 13, msg, offset2 + 2 * s[j++]);
        G2b(1, 5, 9, 13, msg, offset2 + 2 * s[j++]);
        G1b(2, 6, 10, 14, msg, offset2 + 2 * s[j++]);
        G2b(2, 6, 10, 14, msg, offset2 + 2 * s[j++]);
        G1b(3, 7, 11, 15, msg, offset2 + 2 * s[j++]);
        G2b(3, 7, 11, 15, msg, offset2 + 2 * s[j++]);
        G1b(0, 5, 10, 15, msg, offset2 + 2 * s[j++]);
        G2b(0, 5, 10, 15, msg, offset2 + 2 * s[j++]);
        G1b(1, 6, 11, 12, msg, offset2 + 2 * s[j++]);
        G2b(1, 6, 11, 12, msg, offset2 + 2 * s[j++]);
        G1b(2, 7, 8, 13, msg, offset2 + 2 * s[j++]);
        G2b(2, 7, 8, 13, msg, offset2 + 2 * s[j++]);
        G1b(3, 4, 9, 14, msg, offset2 + 2 * s[j++]);
        G2b(3, 4, 9, 14, msg, offset2 + 2 * s[j++]);
      }
      this.v0l ^= BBUF[0] ^ BBUF[16];
      this.v0h ^= BBUF[1] ^ BBUF[17];
      this.v1l ^= BBUF[2] ^ BBUF[18];
      this.v1h ^= BBUF[3] ^ BBUF[19];
      this.v2l ^= BBUF[4] ^ BBUF[20];
      this.v2h ^= BBUF[5] ^ BBUF[21];
      this.v3l ^= BBUF[6] ^ BBUF[22];
      this.v3h ^= BBUF[7] ^ BBUF[23];
      this.v4l ^= BBUF[8] ^ BBUF[24];
      this.v4h ^= BBUF[9] ^ BBUF[25];
      this.v5l ^= BBUF[10] ^ BBUF[26];
      this.v5h ^= BBUF[11] ^ BBUF[27];
      this.v6l ^= BBUF[12] ^ BBUF[28];
      this.v6h ^= BBUF[13] ^ BBUF[29];
      this.v7l ^= BBUF[14] ^ BBUF[30];
      this.v7h ^= BBUF[15] ^ BBUF[31];
      clean(BBUF);
    }
    destroy() {
      this.destroyed = true;
      clean(this.buffer32);
      this.set(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
  };
  var blake2b = /* @__PURE__ */ createHasher((opts2) => new _BLAKE2b(opts2));

  // node_modules/@noble/hashes/argon2.js
  var AT = { Argon2d: 0, Argon2i: 1, Argon2id: 2 };
  var ARGON2_SYNC_POINTS = 4;
  var abytesOrZero = (buf, errorTitle = "") => {
    if (buf === void 0)
      return Uint8Array.of();
    return kdfInputToBytes(buf, errorTitle);
  };
  var A2_BUF = new Uint32Array(256);
  function G(a, b, c, d2) {
    let Al = A2_BUF[2 * a], Ah = A2_BUF[2 * a + 1];
    let Bl = A2_BUF[2 * b], Bh = A2_BUF[2 * b + 1];
    let Cl = A2_BUF[2 * c], Ch = A2_BUF[2 * c + 1];
    let Dl = A2_BUF[2 * d2], Dh = A2_BUF[2 * d2 + 1];
    let ml = 0, mh = 0, rl = 0, xh = 0, xl = 0;
    ml = Math.imul(Al, Bl);
    mh = ((Al >>> 0) * (Bl >>> 0) - (ml >>> 0)) / 4294967296 + 0.5 | 0;
    rl = (Al >>> 0) + (Bl >>> 0) + (ml << 1 >>> 0);
    Ah = Ah + Bh + (mh << 1 | ml >>> 31) + (rl / 4294967296 | 0) | 0;
    Al = rl | 0;
    xh = Dh ^ Ah;
    xl = Dl ^ Al;
    Dh = xl;
    Dl = xh;
    ml = Math.imul(Cl, Dl);
    mh = ((Cl >>> 0) * (Dl >>> 0) - (ml >>> 0)) / 4294967296 + 0.5 | 0;
    rl = (Cl >>> 0) + (Dl >>> 0) + (ml << 1 >>> 0);
    Ch = Ch + Dh + (mh << 1 | ml >>> 31) + (rl / 4294967296 | 0) | 0;
    Cl = rl | 0;
    xh = Bh ^ Ch;
    xl = Bl ^ Cl;
    Bh = xh >>> 24 | xl << 8;
    Bl = xh << 8 | xl >>> 24;
    ml = Math.imul(Al, Bl);
    mh = ((Al >>> 0) * (Bl >>> 0) - (ml >>> 0)) / 4294967296 + 0.5 | 0;
    rl = (Al >>> 0) + (Bl >>> 0) + (ml << 1 >>> 0);
    Ah = Ah + Bh + (mh << 1 | ml >>> 31) + (rl / 4294967296 | 0) | 0;
    Al = rl | 0;
    xh = Dh ^ Ah;
    xl = Dl ^ Al;
    Dh = xh >>> 16 | xl << 16;
    Dl = xh << 16 | xl >>> 16;
    ml = Math.imul(Cl, Dl);
    mh = ((Cl >>> 0) * (Dl >>> 0) - (ml >>> 0)) / 4294967296 + 0.5 | 0;
    rl = (Cl >>> 0) + (Dl >>> 0) + (ml << 1 >>> 0);
    Ch = Ch + Dh + (mh << 1 | ml >>> 31) + (rl / 4294967296 | 0) | 0;
    Cl = rl | 0;
    xh = Bh ^ Ch;
    xl = Bl ^ Cl;
    Bh = xh << 1 | xl >>> 31;
    Bl = xh >>> 31 | xl << 1;
    A2_BUF[2 * a] = Al, A2_BUF[2 * a + 1] = Ah;
    A2_BUF[2 * b] = Bl, A2_BUF[2 * b + 1] = Bh;
    A2_BUF[2 * c] = Cl, A2_BUF[2 * c + 1] = Ch;
    A2_BUF[2 * d2] = Dl, A2_BUF[2 * d2 + 1] = Dh;
  }
  function P(v00, v01, v02, v03, v04, v05, v06, v07, v08, v09, v10, v11, v12, v13, v14, v15) {
    G(v00, v04, v08, v12);
    G(v01, v05, v09, v13);
    G(v02, v06, v10, v14);
    G(v03, v07, v11, v15);
    G(v00, v05, v10, v15);
    G(v01, v06, v11, v12);
    G(v02, v07, v08, v13);
    G(v03, v04, v09, v14);
  }
  function block(x, xPos, yPos, outPos, needXor) {
    if (needXor) {
      for (let i = 0; i < 256; i++) {
        const r = x[xPos + i] ^ x[yPos + i];
        A2_BUF[i] = r;
        x[outPos + i] ^= r;
      }
    } else {
      for (let i = 0; i < 256; i++) {
        const r = x[xPos + i] ^ x[yPos + i];
        A2_BUF[i] = r;
        x[outPos + i] = r;
      }
    }
    for (let i = 0; i < 128; i += 16) {
      P(i, i + 1, i + 2, i + 3, i + 4, i + 5, i + 6, i + 7, i + 8, i + 9, i + 10, i + 11, i + 12, i + 13, i + 14, i + 15);
    }
    for (let i = 0; i < 16; i += 2) {
      P(i, i + 1, i + 16, i + 17, i + 32, i + 33, i + 48, i + 49, i + 64, i + 65, i + 80, i + 81, i + 96, i + 97, i + 112, i + 113);
    }
    for (let i = 0; i < 256; i++)
      x[outPos + i] ^= A2_BUF[i];
    clean(A2_BUF);
  }
  function Hp(A, dkLen) {
    const A8 = u8(A);
    const T = new Uint32Array(1);
    const T8 = u8(T);
    T[0] = swap8IfBE(dkLen);
    if (dkLen <= 64)
      return blake2b.create({ dkLen }).update(T8).update(A8).digest();
    const out = new Uint8Array(dkLen);
    let V = blake2b.create({}).update(T8).update(A8).digest();
    let pos = 0;
    out.set(V.subarray(0, 32));
    pos += 32;
    for (; dkLen - pos > 64; pos += 32) {
      const Vh = blake2b.create({}).update(V);
      Vh.digestInto(V);
      Vh.destroy();
      out.set(V.subarray(0, 32), pos);
    }
    out.set(blake2b(V, { dkLen: dkLen - pos }), pos);
    clean(V, T);
    return out;
  }
  function indexAlpha(r, s, laneLen, segmentLen, index, randL, sameLane = false) {
    let area;
    if (r === 0) {
      if (s === 0)
        area = index - 1;
      else if (sameLane)
        area = s * segmentLen + index - 1;
      else
        area = s * segmentLen + (index == 0 ? -1 : 0);
    } else if (sameLane)
      area = laneLen - segmentLen + index - 1;
    else
      area = laneLen - segmentLen + (index == 0 ? -1 : 0);
    const startPos = r !== 0 && s !== ARGON2_SYNC_POINTS - 1 ? (s + 1) * segmentLen : 0;
    const randLow = Math.imul(randL, randL);
    const randHigh = ((randL >>> 0) * (randL >>> 0) - (randLow >>> 0)) / 4294967296 + 0.5 | 0;
    const areaLow = Math.imul(area, randHigh);
    const areaHigh = ((area >>> 0) * (randHigh >>> 0) - (areaLow >>> 0)) / 4294967296 + 0.5 | 0;
    const rel = area - 1 - areaHigh;
    return (startPos + rel) % laneLen;
  }
  var maxUint32 = Math.pow(2, 32);
  var ARGON2_DEFAULT_MEMORY = 1024 ** 2;
  var ARGON2_DEFAULT_MAXMEM = ARGON2_DEFAULT_MEMORY * 1024;
  function isU32(num3) {
    return Number.isSafeInteger(num3) && num3 >= 0 && num3 < maxUint32;
  }
  function argon2Opts(opts2 = {}) {
    opts2 = checkOpts({}, opts2);
    const merged = {
      t: 3,
      m: ARGON2_DEFAULT_MEMORY,
      p: 1,
      version: 19,
      dkLen: 32,
      maxmem: ARGON2_DEFAULT_MAXMEM,
      asyncTick: 10
    };
    for (let [k, v] of Object.entries(opts2))
      if (v !== void 0)
        merged[k] = v;
    const { dkLen, p, m, t, version: version3, onProgress, asyncTick } = merged;
    if (!isU32(dkLen) || dkLen < 4)
      throw new Error('"dkLen" must be 4..');
    if (!isU32(p) || p < 1 || p >= Math.pow(2, 24))
      throw new Error('"p" must be 1..2^24');
    if (!isU32(m))
      throw new Error('"m" must be 0..2^32');
    if (!isU32(t) || t < 1)
      throw new Error('"t" (iterations) must be 1..2^32');
    if (onProgress !== void 0 && typeof onProgress !== "function")
      throw new Error('"onProgress" must be a function');
    anumber(asyncTick, "asyncTick");
    if (!isU32(m) || m < 8 * p)
      throw new Error('"m" (memory) must be at least 8*p bytes');
    if (version3 !== 16 && version3 !== 19)
      throw new Error('"version" must be 0x10 or 0x13, got ' + version3);
    return merged;
  }
  function argon2InitialHash(password, salt2, type, opts2) {
    const ownedInputs = [];
    const BUF = new Uint32Array(1);
    const BUF8 = u8(BUF);
    let h;
    let H0;
    let succeeded = false;
    const rememberOwned = (input, bytes3) => {
      if (typeof input === "string")
        ownedInputs.push(bytes3);
      return bytes3;
    };
    try {
      const passwordBytes = rememberOwned(password, kdfInputToBytes(password, "password"));
      const saltBytes = rememberOwned(salt2, kdfInputToBytes(salt2, "salt"));
      if (!isU32(passwordBytes.length))
        throw new Error('"password" must be less of length 1..4Gb');
      if (!isU32(saltBytes.length) || saltBytes.length < 8)
        throw new Error('"salt" must be of length 8..4Gb');
      if (!Object.values(AT).includes(type))
        throw new Error('"type" was invalid');
      let { p, dkLen, m, t, version: version3, key, personalization, maxmem, onProgress, asyncTick } = argon2Opts(opts2);
      const keyInput = key;
      key = rememberOwned(keyInput, abytesOrZero(keyInput, "key"));
      const personalizationInput = personalization;
      personalization = rememberOwned(personalizationInput, abytesOrZero(personalizationInput, "personalization"));
      h = blake2b.create();
      for (let item of [p, dkLen, m, t, version3, type]) {
        BUF[0] = swap8IfBE(item);
        h.update(BUF8);
      }
      for (let i of [passwordBytes, saltBytes, key, personalization]) {
        BUF[0] = swap8IfBE(i.length);
        h.update(BUF8).update(i);
      }
      H0 = new Uint32Array(18);
      h.digestInto(u8(H0));
      succeeded = true;
      return { H0, p, dkLen, m, t, version: version3, maxmem, onProgress, asyncTick };
    } finally {
      if (h)
        h.destroy();
      clean(BUF, ...ownedInputs);
      if (!succeeded && H0)
        clean(H0);
    }
  }
  function argon2Init(password, salt2, type, opts2) {
    const { H0, p, dkLen, m, t, version: version3, maxmem, onProgress, asyncTick } = argon2InitialHash(password, salt2, type, opts2);
    try {
      const lanes = p;
      const mP = 4 * p * Math.floor(m / (ARGON2_SYNC_POINTS * p));
      const laneLen = Math.floor(mP / p);
      const segmentLen = Math.floor(laneLen / ARGON2_SYNC_POINTS);
      const memUsed = mP * 1024;
      if (!isU32(maxmem))
        throw new Error('"maxmem" expected <2**32, got ' + maxmem);
      if (memUsed > maxmem)
        throw new Error('"maxmem" limit was hit: memUsed(mP*1024)=' + memUsed + ", maxmem=" + maxmem);
      const B2 = new Uint32Array(memUsed / 4);
      for (let l = 0; l < p; l++) {
        const i = 256 * laneLen * l;
        H0[17] = swap8IfBE(l);
        H0[16] = swap8IfBE(0);
        B2.set(swap32IfBE(u32(Hp(H0, 1024))), i);
        H0[16] = swap8IfBE(1);
        B2.set(swap32IfBE(u32(Hp(H0, 1024))), i + 256);
      }
      let perBlock = () => {
      };
      if (onProgress) {
        const totalBlock = t * ARGON2_SYNC_POINTS * p * segmentLen - 2 * p;
        const callbackPer = Math.max(Math.floor(totalBlock / 1e4), 1);
        let blockCnt = 0;
        perBlock = () => {
          blockCnt++;
          if (onProgress && (!(blockCnt % callbackPer) || blockCnt === totalBlock))
            onProgress(blockCnt / totalBlock);
        };
      }
      return { type, mP, p, t, version: version3, B: B2, laneLen, lanes, segmentLen, dkLen, perBlock, asyncTick };
    } finally {
      clean(H0);
    }
  }
  function argon2Output(B2, p, laneLen, dkLen) {
    const B_final = new Uint32Array(256);
    for (let l = 0; l < p; l++)
      for (let j = 0; j < 256; j++)
        B_final[j] ^= B2[256 * (laneLen * l + laneLen - 1) + j];
    const res = Hp(swap32IfBE(B_final), dkLen);
    clean(B2, B_final);
    return res;
  }
  function* argon2Blocks(ctx, address2) {
    const { type, mP, p, t, version: version3, B: B2, laneLen, lanes, segmentLen, perBlock } = ctx;
    address2[256 + 6] = mP;
    address2[256 + 8] = t;
    address2[256 + 10] = type;
    for (let r = 0; r < t; r++) {
      const needXor = r !== 0 && version3 === 19;
      address2[256 + 0] = r;
      for (let s = 0; s < ARGON2_SYNC_POINTS; s++) {
        address2[256 + 4] = s;
        const dataIndependent = type == AT.Argon2i || type == AT.Argon2id && r === 0 && s < 2;
        for (let l = 0; l < p; l++) {
          address2[256 + 2] = l;
          address2[256 + 12] = 0;
          let startPos = 0;
          if (r === 0 && s === 0) {
            startPos = 2;
            if (dataIndependent) {
              address2[256 + 12]++;
              block(address2, 256, 2 * 256, 0, false);
              block(address2, 0, 2 * 256, 0, false);
            }
          }
          let offset2 = l * laneLen + s * segmentLen + startPos;
          for (let index = startPos; index < segmentLen; index++, offset2++) {
            perBlock();
            const prev = offset2 % laneLen ? offset2 - 1 : offset2 + laneLen - 1;
            let randL, randH;
            if (dataIndependent) {
              let i128 = index % 128;
              if (i128 === 0) {
                address2[256 + 12]++;
                block(address2, 256, 2 * 256, 0, false);
                block(address2, 0, 2 * 256, 0, false);
              }
              randL = address2[2 * i128];
              randH = address2[2 * i128 + 1];
            } else {
              const T = 256 * prev;
              randL = B2[T];
              randH = B2[T + 1];
            }
            const refLane = r === 0 && s === 0 ? l : randH % lanes;
            const refPos = indexAlpha(r, s, laneLen, segmentLen, index, randL, refLane == l);
            const refBlock = laneLen * refLane + refPos;
            block(B2, 256 * prev, 256 * refBlock, offset2 * 256, needXor);
            yield;
          }
        }
      }
    }
    clean(address2);
  }
  async function argon2Async(type, password, salt2, opts2) {
    const ctx = argon2Init(password, salt2, type, opts2);
    const address2 = new Uint32Array(3 * 256);
    const blocks = argon2Blocks(ctx, address2);
    const abort = () => clean(address2, ctx.B);
    let ts = Date.now();
    while (!blocks.next().done) {
      const diff = Date.now() - ts;
      if (diff >= 0 && diff < ctx.asyncTick)
        continue;
      await nextTick(abort);
      ts = Date.now();
    }
    return argon2Output(ctx.B, ctx.p, ctx.laneLen, ctx.dkLen);
  }
  var argon2idAsync = (password, salt2, opts2 = {}) => argon2Async(AT.Argon2id, password, salt2, opts2);

  // src/crypto/identity/words.ts
  var wordCount = 8;
  var cost = { t: 1, m: 32 << 10, p: 1, dkLen: 32, version: 19 };
  async function derive(words3, salted) {
    if (words3.length !== wordCount) fail("E01", `${words3.length} words, want ${wordCount}`);
    const salt2 = sha256(utf8(salted)).subarray(0, 16);
    const master = await argon2idAsync(utf8(words3.join("-")), salt2, cost);
    return {
      locator: toHex(expand2(master, utf8("sluis.v1/words/locator"), 16)),
      age: await Identity.fromSeed(expand2(master, utf8("sluis.v1/words/age"), 32)),
      login: Signer.fromSeed(expand2(master, utf8("sluis.v1/words/login"), 32)),
      author: Signer.fromSeed(expand2(master, utf8("sluis.v1/words/author"), 32))
    };
  }
  async function fromPhrase(words3, org, member2) {
    const d2 = await derive(words3, `sluis.v1/phrase
${org}
${member2}`);
    return new Method("phrase", d2.locator, d2.age, d2.login);
  }

  // src/hub/account.ts
  var codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  function accountCode(member2) {
    if (!isID(member2)) return "";
    let n = BigInt("0x" + member2.slice(0, 13)) >> 2n;
    let code = "";
    for (let i = 0; i < 10; i++, n >>= 5n) code = codeLetters.charAt(Number(n & 31n)) + code;
    return `${code.slice(0, 5)}-${code.slice(5)}`;
  }
  function parseAccountCode(typed) {
    if (typed.length > 64) fail("E01", `account code has ${typed.length} characters`);
    const code = typed.toUpperCase().replaceAll(/[ \t-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
    if (code.length !== 10 || [...code].some((c) => !codeLetters.includes(c))) {
      fail("E01", "account code is not ten letters and digits");
    }
    return `${code.slice(0, 5)}-${code.slice(5)}`;
  }

  // src/hub/language.ts
  var noPosition = { epoch: 0, count: 0 };
  function isDay(text4) {
    const at = /^\d{4}-\d{2}-\d{2}$/.test(text4) ? /* @__PURE__ */ new Date(text4 + "T00:00:00Z") : void 0;
    return at !== void 0 && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text4);
  }
  var Close = {
    drain: 4e3,
    // this hub goes away: connect again, to whichever answers
    slow: 4001,
    // the reader fell behind: connect again and read from your position
    lost: 4002,
    // nothing heard in time
    expired: 4003,
    // the token ended: log in again
    refused: 4100,
    // the token was not accepted
    bad: 4101,
    // the word was malformed or too large
    tooMany: 4102,
    // too many words
    inactive: 4103
    // the member is no longer active
  };
  var Limits = {
    frame: 512 << 10,
    // one put: entry, ciphertext and grants
    batch: 4 << 20,
    // one answer of entries; a client asks on from the last seq
    piece: 1 << 20,
    // every piece but the last of an attachment
    publish: 8 << 20,
    // one publish
    rows: 500,
    // of a page
    roomFrame: 64 << 10,
    state: 1 << 20,
    // a member's sealed local state
    keyring: 64 << 10,
    dates: 1e3,
    // of one party
    challengeLife: 60,
    tokenLife: 5 * 60,
    clockSkew: 10 * 60,
    // how far an entry's time may lie from the hub's
    offerLife: 30 * 60,
    leaseLife: 8 * 3600,
    heartbeat: 5,
    // how often a client speaks
    present: 15
    // how long it counts as there
  };
  function joinFrame(...parts) {
    return concat(
      ...parts.flatMap((part2) => {
        const size2 = new Uint8Array(4);
        new DataView(size2.buffer).setUint32(0, part2.length);
        return [size2, part2];
      })
    );
  }
  function splitFrame(frame3) {
    const view3 = new DataView(frame3.buffer, frame3.byteOffset, frame3.byteLength);
    const parts = [];
    for (let at = 0; at < frame3.length; ) {
      if (frame3.length - at < 4) fail("E01", "frame is cut short");
      const size2 = view3.getUint32(at);
      at += 4;
      if (size2 > frame3.length - at) fail("E01", "frame is cut short");
      parts.push(frame3.subarray(at, at + size2));
      at += size2;
    }
    return parts;
  }

  // src/hub/shape.ts
  var other = () => fail("E01", "the hub's answer is not of the form wanted");
  function text(is) {
    return { read: (v) => typeof v === "string" && v.length <= 4096 && is(v) ? v : other() };
  }
  var num = {
    read: (v) => typeof v === "number" && Number.isSafeInteger(v) && v >= 0 && v <= MaxNum ? v : other()
  };
  var moment = {
    read: (v) => num.read(v) <= 864e10 ? num.read(v) : other()
  };
  var truth = { read: (v) => typeof v === "boolean" ? v : other() };
  function list(each2, most2) {
    return { read: (v) => Array.isArray(v) && v.length <= most2 ? v.map((item) => each2.read(item)) : other() };
  }
  function octets(most2) {
    return {
      read(v) {
        if (typeof v !== "string" || v.length > Math.ceil(most2 / 3) * 4) return other();
        let binary;
        try {
          binary = atob(v);
        } catch {
          return other();
        }
        return binary.length <= most2 ? Uint8Array.from(binary, (c) => c.charCodeAt(0)) : other();
      }
    };
  }
  function maybe2(shape, absent2) {
    return { read: (v) => v === void 0 ? absent2 : shape.read(v) };
  }
  function object(fields) {
    return {
      read(v) {
        if (typeof v !== "object" || v === null || Array.isArray(v)) return other();
        const given3 = new Map(Object.entries(v));
        return Object.fromEntries(
          Object.entries(fields).map(([name2, shape]) => [name2, shape.read(given3.get(name2))])
        );
      }
    };
  }
  function readJSON(body, shape) {
    let value;
    try {
      value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
    } catch {
      return other();
    }
    return shape.read(value);
  }

  // src/hub/calls.ts
  var short = (t) => t.length <= 256;
  var isToken = (t) => /^[\w.-]{1,1024}$/.test(t);
  var position = object({ epoch: num, count: num });
  var row = object({
    xid: text(isHash),
    seq: num,
    head: text(isHash),
    receipts: num,
    closed: truth,
    count: num
  });
  var lease = object({ xid: text(isHash), party: text(isParty), member: text(isID), until: moment });
  var leaf = object({
    n: num,
    kind: text(short),
    org: text(isID),
    subject: maybe2(text(isID), ""),
    version: num,
    hash: text(isHash)
  });
  var forms = {
    hello: object({ hub: text(short), version: text(short), time: moment }),
    account: object({ org: text(isID), member: text(isID) }),
    challenge: object({ challenge: text(isHash), time: moment }),
    token: object({ token: text(isToken), expires: moment }),
    placed: object({ xid: text(isHash), seq: num, hash: text(isHash) }),
    page: object({ rows: list(row, Limits.rows), next: position, more: truth }),
    lease,
    leases: object({ leases: list(lease, 1e4) }),
    days: object({ days: list(text(isDay), Limits.dates) }),
    teams: object({ teams: list(text(isID), Limits.rows) }),
    leaves: object({ leaves: list(leaf, Limits.rows) }),
    pieces: object({ pieces: list(num, 1 << 16) })
  };
  var objectsAtOnce = 50;
  var framesLimit = Limits.publish + Limits.batch;
  var Calls = class {
    async #json(form3, ask3) {
      return readJSON(await this.ask({ ...ask3, want: "json" }), form3);
    }
    async #parts(ask3) {
      return splitFrame(await this.ask({ limit: framesLimit, ...ask3, want: "octets" }));
    }
    async #done(ask3) {
      await this.ask({ ...ask3, want: "none" });
    }
    hello(signal) {
      return this.#json(forms.hello, { method: "GET", path: "/api/hello", open: true, signal });
    }
    async find(typed, signal) {
      const code = parseAccountCode(typed);
      const ask3 = { method: "POST", path: "/api/find", open: true, json: { code }, signal };
      const account = await this.#json(forms.account, ask3);
      return accountCode(account.member) === code ? account : fail("E01", "the hub gives an account with another code");
    }
    challenge(account, signal) {
      return this.#json(forms.challenge, {
        method: "POST",
        path: "/api/challenge",
        open: true,
        json: { account },
        signal
      });
    }
    /** Login is not tried again: a challenge serves once. */
    login(login, signal) {
      return this.#json(forms.token, {
        method: "POST",
        path: "/api/login",
        open: true,
        once: true,
        octets: login,
        signal
      });
    }
    /** Put may be tried again: the same bytes at the same place are one entry. */
    put(frame3, signal) {
      return this.#json(forms.placed, { method: "POST", path: "/api/entries", octets: frame3, signal });
    }
    entries(party2, xid2, from, signal) {
      return this.#parts({
        method: "GET",
        path: `/api/exchanges/${xid2}/entries`,
        query: { party: party2, from: String(from) },
        signal
      });
    }
    changes(party2, after3, limit, signal) {
      const query = { epoch: String(after3.epoch), after: String(after3.count), limit: rows(limit) };
      return this.#json(forms.page, { method: "GET", path: `/api/parties/${party2}/changes`, query, signal });
    }
    newest(party2, before, limit, signal) {
      const query = { epoch: String(before.epoch), before: String(before.count), limit: rows(limit) };
      return this.#json(forms.page, { method: "GET", path: `/api/parties/${party2}/newest`, query, signal });
    }
    putReceipt(receipt2, signal) {
      return this.#done({ method: "POST", path: "/api/receipts", octets: receipt2, signal });
    }
    receipts(party2, xid2, signal) {
      return this.#parts({ method: "GET", path: `/api/exchanges/${xid2}/receipts`, query: { party: party2 }, signal });
    }
    putPiece(root, size2, n, piece, signal) {
      return this.#done({
        method: "PUT",
        path: `/api/pieces/${root}/${n}`,
        query: { size: String(size2) },
        octets: piece,
        signal
      });
    }
    async pieces(root, signal) {
      return (await this.#json(forms.pieces, { method: "GET", path: `/api/pieces/${root}`, signal })).pieces;
    }
    piece(party2, xid2, root, n, signal) {
      return this.ask({
        method: "GET",
        path: `/api/exchanges/${xid2}/pieces/${root}/${n}`,
        query: { party: party2 },
        want: "octets",
        limit: Limits.piece,
        signal
      });
    }
    claim(party2, xid2, signal) {
      return this.#json(forms.lease, { method: "PUT", path: `/api/parties/${party2}/leases/${xid2}`, signal });
    }
    release(party2, xid2, signal) {
      return this.#done({ method: "DELETE", path: `/api/parties/${party2}/leases/${xid2}`, signal });
    }
    async leases(party2, signal) {
      return (await this.#json(forms.leases, { method: "GET", path: `/api/parties/${party2}/leases`, signal })).leases;
    }
    setDates(party2, days, signal) {
      return this.#done({ method: "PUT", path: `/api/parties/${party2}/dates`, json: { days }, signal });
    }
    async dates(party2, signal) {
      return (await this.#json(forms.days, { method: "GET", path: `/api/parties/${party2}/dates`, signal })).days;
    }
    async available(teams2, signal) {
      const ask3 = { method: "POST", path: "/api/available", json: { teams: teams2 }, signal };
      const open7 = (await this.#json(forms.teams, ask3)).teams;
      return open7.every((t) => teams2.includes(t)) ? open7 : fail("E01", "the hub names teams that were not asked about");
    }
    publish(objects, signal) {
      const octets2 = joinFrame(...objects.flatMap((o) => [utf8(o.kind), o.data]));
      return this.#done({ method: "POST", path: "/api/directory", octets: octets2, signal });
    }
    async leaves(from, limit, signal) {
      const query = { from: String(from), limit: rows(limit) };
      return (await this.#json(forms.leaves, { method: "GET", path: "/api/directory", query, signal })).leaves;
    }
    async objects(hashes, signal) {
      const objects = [];
      for (let at = 0; at < hashes.length; at += objectsAtOnce) {
        const few = hashes.slice(at, at + objectsAtOnce);
        const parts = await this.#parts({
          method: "POST",
          path: "/api/directory/objects",
          json: { hashes: few },
          limit: objectsAtOnce * (MaxRosterSize + 4),
          signal
        });
        if (parts.length !== few.length) fail("E01", `the hub answers ${few.length} hashes with ${parts.length} objects`);
        objects.push(...parts);
      }
      return objects;
    }
    async keyring(signal) {
      const [head3, file3, ...more] = await this.#parts({ method: "GET", path: "/api/keyring", signal });
      if (head3 === void 0 || file3 === void 0 || more.length > 0) {
        return fail("E01", "the hub's answer is not a head and a file");
      }
      return { head: head3, file: file3 };
    }
    /** Not tried again once it may have been taken: the second time it would be a conflict with itself. */
    putKeyring(keyring, signal) {
      return this.#done({
        method: "PUT",
        path: "/api/keyring",
        once: true,
        octets: joinFrame(keyring.head, keyring.file),
        signal
      });
    }
    state(signal) {
      return this.ask({ method: "GET", path: "/api/state", want: "octets", limit: Limits.state, signal });
    }
    putState(sealed, signal) {
      return this.#done({ method: "PUT", path: "/api/state", octets: sealed, signal });
    }
  };
  function rows(limit) {
    return String(limit <= 0 || limit > Limits.rows ? Limits.rows : limit);
  }

  // src/hub/login.ts
  async function loginNote(signer, origin, account, challenge, now) {
    const signed2 = loginForm.build(
      line("origin", origin),
      line("account", account),
      line("challenge", challenge),
      line("time", String(now))
    );
    return attach(signed2, await signer.sign(signed2));
  }
  var renewBefore = 3e4;
  var Session = class {
    #origin;
    #hub;
    #now;
    #who;
    #held;
    #running;
    constructor(origin, hub, now = Date.now) {
      if (!isOrigin(origin)) fail("E01", "hub address is not scheme://host[:port]");
      this.#origin = origin;
      this.#hub = hub;
      this.#now = now;
    }
    /** Says who calls from now on, and forgets the token of who did before. */
    as(account, signer) {
      this.#who = { account, signer };
      this.#held = this.#running = void 0;
    }
    /** Nobody calls any more: key and token are forgotten. */
    leave() {
      this.#who = this.#held = this.#running = void 0;
    }
    /** The token in use, "" when there is none. */
    get current() {
      return this.#held?.token ?? "";
    }
    /** Drops a token that the hub no longer takes. */
    forget(token) {
      if (this.#held?.token === token) this.#held = void 0;
    }
    /** Logs in now, whatever token there is. */
    async renew() {
      this.#held = void 0;
      await this.bearer();
    }
    /** A token that will hold for a while. Whoever comes while a login runs waits for that one. */
    async bearer() {
      if (this.#held !== void 0 && this.#now() < this.#held.until - renewBefore) return this.#held.token;
      const who = this.#who ?? fail("E22", "nobody is logged in");
      const running = this.#running ??= this.#login(who.account, who.signer);
      try {
        const held2 = await running;
        if (this.#who !== who) fail("E22", "somebody else has logged in, or nobody");
        return (this.#held = held2).token;
      } finally {
        if (this.#running === running) this.#running = void 0;
      }
    }
    async #login(account, signer) {
      for (let again = false; ; again = true) {
        const began = this.#now();
        const { challenge, time: time2 } = await this.#hub.challenge(account);
        const note2 = await loginNote(signer, this.#origin, account, challenge, Math.floor(this.#now() / 1e3));
        try {
          const { token, expires } = await this.#hub.login(note2);
          const life = Math.min(Math.max(expires - time2, 0), Limits.tokenLife);
          return { token, until: began + life * 1e3 };
        } catch (error) {
          if (again || !["E22", "E27"].includes(codeOf(error))) throw error;
        }
      }
    }
  };

  // src/hub/problem.ts
  var HubError = class extends SluisError {
    /** The hub's clock in Unix seconds, only with E26; else 0. */
    time;
    constructor(code, words3, { time: time2 = 0, cause } = {}) {
      super(code, words3, cause === void 0 ? void 0 : { cause });
      this.name = "HubError";
      this.time = time2;
    }
  };
  function away(words3, cause) {
    return new HubError("E27", words3, { cause });
  }
  function isCode(code) {
    const n = /^E(\d\d)$/.exec(code)?.[1];
    return n !== void 0 && Number(n) >= 1 && Number(n) <= 31;
  }
  var anyText = () => true;
  var problem = object({
    error: object({ code: text(anyText), message: maybe2(text(anyText), ""), time: maybe2(moment, 0) })
  });
  var sentence = /^[ -~]{1,200}$/;
  function readProblem(status, type, body) {
    let said;
    try {
      said = type === "application/json" ? readJSON(body, problem).error : void 0;
    } catch {
      said = void 0;
    }
    if (said === void 0) return away(`the address answers with status ${status} and is no hub`);
    if (!isCode(said.code)) return away("the hub has a fault");
    const words3 = sentence.test(said.message) ? said.message : "the hub refuses";
    return new HubError(said.code, words3, said.code === "E26" ? { time: said.time } : {});
  }

  // src/hub/http.ts
  var types = { json: "application/json", octets: "application/octet-stream" };
  var firstPause = 50;
  var lastPause = 2e3;
  var slowLine = 16 << 10;
  var Client = class extends Calls {
    session;
    origin;
    // scheme://host[:port]
    #fetch;
    #patience;
    #silence;
    /** Until when (as performance.now) the hub counts as away: waiting for it once is enough for an act of many calls. */
    #away = 0;
    /** Origin is the hub's address, as it stands in login notes; E01 when it is none. */
    constructor(origin, options = {}) {
      super();
      this.origin = origin;
      this.session = new Session(origin, this, options.now);
      this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
      this.#patience = options.patience ?? 1e4;
      this.#silence = options.silence ?? 3e4;
    }
    /** Says who calls from now on and how that account signs in. */
    as(account, signer) {
      this.session.as(account, signer);
    }
    /** Makes a call and gives the body of the answer. */
    async ask(ask3) {
      const began = performance.now();
      const end = began < this.#away ? began : began + this.#patience;
      let relogged = false;
      for (let pause = firstPause; ; pause = Math.min(2 * pause, lastPause)) {
        const token = ask3.open === true ? "" : await unlessAborted(this.session.bearer(), ask3.signal);
        const outcome2 = await this.#try(ask3, token);
        if ("body" in outcome2) {
          this.#away = 0;
          return outcome2.body;
        }
        const code = codeOf(outcome2.error);
        if (code === "E22" && token !== "" && !relogged) {
          relogged = true;
          this.session.forget(token);
          continue;
        }
        const wait = Math.max(outcome2.wait, pause / 2 + Math.random() * pause);
        if (!outcome2.again || performance.now() + wait > end) {
          if (code === "E27" && outcome2.again) this.#away = performance.now() + this.#patience;
          throw outcome2.error;
        }
        await unlessAborted(new Promise((done) => setTimeout(done, wait)), ask3.signal);
      }
    }
    /** Makes a call once. */
    async #try(ask3, token) {
      const clock3 = new Deadline(ask3.signal);
      const body = ask3.json === void 0 ? ask3.octets : new TextEncoder().encode(JSON.stringify(ask3.json));
      const headers = new Headers();
      if (body !== void 0) headers.set("Content-Type", ask3.json === void 0 ? types.octets : types.json);
      if (token !== "") headers.set("Authorization", "Bearer " + token);
      const query = ask3.query === void 0 ? "" : "?" + new URLSearchParams(ask3.query).toString();
      try {
        clock3.give(this.#silence + (body?.length ?? 0) / slowLine * 1e3);
        const response = await this.#fetch(this.origin + ask3.path + query, {
          method: ask3.method,
          headers,
          ...body === void 0 ? {} : { body: new Uint8Array(body) },
          redirect: "error",
          credentials: "omit",
          cache: "no-store",
          referrerPolicy: "no-referrer",
          signal: clock3.signal
        });
        const limit = ask3.limit ?? 1 << 20;
        const answer5 = await readBody(response, limit, () => clock3.give(this.#silence));
        return answer5 === void 0 ? { error: new HubError("E23", `answer of more than ${limit} bytes`), again: false, wait: 0 } : judge(response, answer5, ask3);
      } catch (cause) {
        const aborted = ask3.signal?.aborted === true;
        return { error: away("the hub is not reachable", cause), again: ask3.once !== true && !aborted, wait: 0 };
      } finally {
        clock3.stop();
      }
    }
  };
  function judge(response, body, ask3) {
    const type = response.headers.get("Content-Type");
    if (ask3.want === "none" ? response.status === 204 : response.status === 200 && type === types[ask3.want]) {
      return { body };
    }
    const error = readProblem(response.status, type, body);
    switch (error.code) {
      case "E25":
        return { error, again: true, wait: retryAfter(response) };
      case "E27":
        return { error, again: ask3.once !== true, wait: 0 };
      default:
        return { error, again: false, wait: 0 };
    }
  }
  function retryAfter(response) {
    const seconds = response.headers.get("Retry-After") ?? "";
    return /^\d{1,4}$/.test(seconds) ? Number(seconds) * 1e3 : 0;
  }
  async function readBody(response, limit, heard2) {
    if (response.body === null) return new Uint8Array(0);
    const reader2 = response.body.getReader();
    const parts = [];
    let size2 = 0;
    for (; ; ) {
      const { done, value } = await reader2.read();
      if (done) break;
      heard2();
      parts.push(value);
      size2 += value.length;
      if (size2 > limit) {
        await reader2.cancel().catch(() => void 0);
        return void 0;
      }
    }
    const body = new Uint8Array(size2);
    let at = 0;
    for (const part2 of parts) {
      body.set(part2, at);
      at += part2.length;
    }
    return body;
  }
  var longest = 15e4;
  var Deadline = class {
    #controller = new AbortController();
    #whole = setTimeout(() => this.#controller.abort(), longest);
    #timer;
    #outer;
    #abort = () => this.#controller.abort();
    constructor(outer) {
      this.#outer = outer;
      if (outer?.aborted === true) this.#abort();
      outer?.addEventListener("abort", this.#abort);
    }
    get signal() {
      return this.#controller.signal;
    }
    /** Gives so many ms from now. */
    give(ms) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(this.#abort, ms);
    }
    stop() {
      clearTimeout(this.#timer);
      clearTimeout(this.#whole);
      this.#outer?.removeEventListener("abort", this.#abort);
    }
  };
  function unlessAborted(promise, signal) {
    if (signal === void 0) return promise;
    return new Promise((resolve, reject) => {
      const abort = () => reject(away("the hub did not answer in time"));
      if (signal.aborted) abort();
      signal.addEventListener("abort", abort);
      promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
    });
  }

  // src/hub/mailbox.ts
  var Mailbox = class {
    #room;
    #missed;
    #waiting = [];
    #dropped = false;
    #ended = false;
    #reader;
    /** Room is how many values may wait; missed is what the reader gets for those that were dropped. */
    constructor(room2, missed) {
      this.#room = room2;
      this.#missed = missed;
    }
    put(value) {
      if (this.#ended) return;
      if (this.#waiting.length >= this.#room) this.#dropped = true;
      else this.#waiting.push(value);
      this.#reader?.();
    }
    /** Nothing comes any more; what waits can still be read. */
    end() {
      this.#ended = true;
      this.#reader?.();
    }
    async *[Symbol.asyncIterator]() {
      for (; ; ) {
        const value = this.#waiting.shift();
        if (value !== void 0) {
          yield value;
        } else if (this.#dropped) {
          this.#dropped = false;
          yield this.#missed;
        } else if (this.#ended) {
          return;
        } else {
          await new Promise((come) => this.#reader = come);
          this.#reader = void 0;
        }
      }
    }
  };

  // src/hub/socket.ts
  var firstPause2 = 1e3;
  var lastPause2 = 3e4;
  var handshake = 1e4;
  var beat = Limits.heartbeat * 1e3;
  var ask2 = 2 * beat;
  var silence = 4 * beat;
  var offline = 6e4;
  var maxWord = Math.ceil(Limits.roomFrame / 3) * 4 + 4096;
  var word = object({
    event: text((t) => t.length <= 32),
    party: maybe2(text(isParty), void 0),
    xid: maybe2(text(isHash), void 0),
    seq: maybe2(num, void 0),
    count: maybe2(num, void 0),
    member: maybe2(text(isID), void 0),
    members: maybe2(list(text(isID), 1e3), void 0),
    teams: maybe2(list(text(isID), Limits.rows), void 0),
    data: maybe2(octets(Limits.roomFrame), void 0),
    day: maybe2(text(isDay), void 0),
    code: maybe2(text((t) => t.length <= 32), void 0),
    time: maybe2(moment, void 0)
  });
  function readWord(data) {
    const { code, ...said } = readJSON(utf8(data), word);
    const known = Object.fromEntries(Object.entries(said).filter(([, v]) => v !== void 0));
    return { ...known, ...code === void 0 ? {} : { code: isCode(code) ? code : "" } };
  }
  var Socket = class {
    #session;
    #address;
    #options;
    #now;
    #mail = new Mailbox(64, { event: "resync" });
    #ws;
    // that was greeted with ready
    #ended = false;
    #pause = firstPause2;
    #refused = false;
    #liveSince = 0;
    #heard;
    // when the hub was last heard, ms
    #next = 0;
    // when the next try begins, 0 while one runs
    #wake;
    // ends the waiting for the next try
    #hangUp;
    // ends the connection at hand
    #run;
    #network = () => this.retry();
    /** Origin is the hub's; session gives the tokens. Connecting begins at once. */
    constructor(origin, session, options = {}) {
      this.#address = "ws" + origin.slice("http".length) + "/api/socket";
      this.#session = session;
      this.#options = options;
      this.#now = options.now ?? Date.now;
      this.#heard = this.#now();
      globalThis.addEventListener?.("online", this.#network);
      globalThis.addEventListener?.("offline", this.#network);
      this.#run = this.#keep();
    }
    /**
     * What the hub says, for one reader. It ends when the socket is closed, or when
     * the hub refuses the member for good: then `refused` tells so. Whoever reads
     * too slowly misses events and then gets a resync event.
     */
    get events() {
      return this.#mail;
    }
    /** Whether the socket ended because the hub does not let this member in. */
    get refused() {
      return this.#ended && this.#refused;
    }
    /** How the connection stands now. */
    get link() {
      if (this.#ws !== void 0) return { state: "live", since: this.#liveSince, retry: 0 };
      const now = this.#now();
      const gone = !this.#online() || now - this.#heard >= offline;
      const retry = this.#next === 0 ? 0 : Math.max(1, Math.ceil((this.#next - now) / 1e3));
      return { state: gone ? "offline" : "lost", since: this.#heard, retry };
    }
    /** Says a word; E27 while the connection is away: it is not sent later. */
    send(request) {
      if (this.#ws === void 0) throw away("the connection is away");
      this.#say(this.#ws, "data" in request ? { ...request, data: base64(request.data) } : request);
    }
    /** Connects now, without waiting. */
    retry() {
      this.#pause = firstPause2;
      this.#wake?.();
      this.#tell();
    }
    /** Ends the connection and waits until nothing of it runs. */
    async close() {
      this.#ended = true;
      globalThis.removeEventListener?.("online", this.#network);
      globalThis.removeEventListener?.("offline", this.#network);
      this.#wake?.();
      this.#hangUp?.();
      await this.#run;
    }
    #online() {
      return this.#options.online?.() ?? globalThis.navigator?.onLine !== false;
    }
    #tell() {
      if (!this.#ended) this.#options.link?.(this.link);
    }
    #say(ws, request) {
      try {
        ws.send(JSON.stringify(request));
      } catch (cause) {
        throw away("the connection broke", cause);
      }
    }
    /** Keeps a connection until the socket is closed. */
    async #keep() {
      while (!this.#ended) {
        this.#tell();
        const code = await this.#attempt();
        if (code === Close.refused && !this.#refused) {
          this.#refused = true;
          this.#session.forget(this.#session.current);
        } else if (code >= Close.refused && code < 5e3) {
          this.#refused = this.#ended = true;
          break;
        }
        if (!this.#ended) await this.#rest();
      }
      globalThis.removeEventListener?.("online", this.#network);
      globalThis.removeEventListener?.("offline", this.#network);
      this.#mail.end();
    }
    /** Waits for the next try, and counts down. */
    async #rest() {
      const wait = Math.min(this.#pause + Math.random() * this.#pause / 2, lastPause2);
      this.#pause = Math.min(2 * this.#pause, lastPause2);
      this.#next = this.#now() + wait;
      const tick = setInterval(() => this.#tell(), 1e3);
      this.#tell();
      await new Promise((done) => {
        const timer = setTimeout(done, wait);
        this.#wake = () => {
          clearTimeout(timer);
          done();
        };
      });
      clearInterval(tick);
      this.#wake = void 0;
      this.#next = 0;
    }
    /** Connects once and gives the code that the hub closed with; 0 without one, Close.refused when no login is given. */
    async #attempt() {
      let token;
      try {
        token = await this.#session.bearer();
      } catch (error) {
        const code = codeOf(error);
        if (code === "E27" || code === "E25") return 0;
        this.#refused = true;
        return Close.refused;
      }
      if (this.#ended) return 0;
      try {
        return await this.#serve((this.#options.connect ?? ((address2) => new WebSocket(address2)))(this.#address), token);
      } catch {
        return 0;
      }
    }
    /** Reads until the connection ends, and renews the token and beats meanwhile. */
    async #serve(ws, token) {
      let told4 = token;
      let renewals = 0;
      let asked2 = false;
      let heard2 = this.#now();
      let tending = false;
      const opening3 = setTimeout(() => hangUp(), handshake);
      let hangUpWith = () => void 0;
      const over3 = new Promise((resolve) => hangUpWith = resolve);
      const hangUp = () => hangUpWith(0);
      this.#hangUp = hangUp;
      const sayToken = (current2) => {
        renewals++;
        this.#say(ws, { do: "token", token: told4 = current2 });
      };
      const tend = async () => {
        const quiet3 = this.#now() - heard2;
        if (quiet3 >= silence) return hangUp();
        const current2 = await this.#session.bearer().catch(() => told4);
        if (ws !== this.#ws) return;
        if (current2 !== told4 || quiet3 >= ask2 && !asked2) {
          asked2 = true;
          sayToken(current2);
        } else {
          this.#say(ws, { do: "beat" });
        }
      };
      const beating = setInterval(() => {
        if (ws !== this.#ws || tending) {
          if (this.#now() - heard2 >= silence) hangUp();
          return;
        }
        tending = true;
        tend().catch(hangUp).finally(() => tending = false);
      }, beat);
      const greet = () => {
        clearTimeout(opening3);
        this.#ws = ws;
        this.#refused = false;
        this.#liveSince = this.#now();
        this.#tell();
      };
      ws.onopen = () => {
        try {
          this.#say(ws, { do: "token", token });
        } catch {
          hangUp();
        }
      };
      ws.onerror = () => void 0;
      ws.onclose = (e) => hangUpWith(e.code >= 4e3 ? e.code : 0);
      ws.onmessage = ({ data }) => {
        let event;
        try {
          if (typeof data !== "string" || data.length > maxWord) return hangUp();
          event = readWord(data);
        } catch {
          return hangUp();
        }
        this.#heard = heard2 = this.#now();
        asked2 = false;
        if (this.#ws !== ws) {
          if (event.event !== "ready") return hangUp();
          greet();
        } else if (event.event === "ready" && renewals > 0) {
          renewals--;
          return;
        }
        this.#mail.put(event);
      };
      const code = await over3;
      clearInterval(beating);
      clearTimeout(opening3);
      ws.onopen = ws.onmessage = ws.onclose = null;
      if (ws.readyState <= ws.OPEN) ws.close(1e3);
      this.#hangUp = void 0;
      if (this.#ws === ws) {
        this.#ws = void 0;
        if (this.#now() - this.#liveSince > lastPause2) this.#pause = firstPause2;
      }
      return code;
    }
  };
  function base64(bytes3) {
    let binary = "";
    for (const b of bytes3) binary += String.fromCharCode(b);
    return btoa(binary);
  }

  // src/flows/deadline/zone.ts
  var daySeconds = 86400;
  var hour = 3600;
  var pattern = /^(\d{4})-(\d{2})-(\d{2})$/;
  function dayNumber(year, month, day2) {
    return (/* @__PURE__ */ new Date(0)).setUTCFullYear(year, month - 1, day2) / (daySeconds * 1e3);
  }
  function calendar(day2) {
    const d2 = new Date(day2 * daySeconds * 1e3);
    return { year: d2.getUTCFullYear(), month: d2.getUTCMonth() + 1, day: d2.getUTCDate() };
  }
  function weekday(day2) {
    return ((day2 + 4) % 7 + 7) % 7;
  }
  function dateOf(day2) {
    const { year, month, day: d2 } = calendar(day2);
    const two = (n) => String(n).padStart(2, "0");
    return `${String(year).padStart(4, "0")}-${two(month)}-${two(d2)}`;
  }
  function dayOfDate(s) {
    const m = pattern.exec(s);
    if (!m) return void 0;
    const day2 = dayNumber(Number(m[1]), Number(m[2]), Number(m[3]));
    return dateOf(day2) === s ? day2 : void 0;
  }
  function isDate(s) {
    return dayOfDate(s) !== void 0;
  }
  function dayAt(now) {
    return Math.floor((now + offset(now)) / daySeconds);
  }
  function today(now) {
    return dateOf(dayAt(now));
  }
  function midnight(day2) {
    const utc = day2 * daySeconds;
    return utc - offset(utc - offset(utc));
  }
  function localTime(at) {
    const seconds = at + offset(at);
    return `${dateOf(Math.floor(seconds / daySeconds))}T${new Date(seconds * 1e3).toISOString().slice(-13, -5)}`;
  }
  function offset(at) {
    const { year } = calendar(Math.floor(at / daySeconds));
    const [from, until2] = summer(year);
    return at >= from && at < until2 ? 2 * hour : hour;
  }
  var first = {
    1977: ["1977-04-03", "1977-09-25"],
    1978: ["1978-04-02", "1978-10-01"],
    1979: ["1979-04-01", "1979-09-30"],
    1980: ["1980-04-06", "1980-09-28"]
  };
  function summer(year) {
    if (year < 1977) return [0, 0];
    const own = first[year];
    const from = own ? dayOfDate(own[0]) ?? 0 : lastSunday(year, 3);
    const until2 = own ? dayOfDate(own[1]) ?? 0 : lastSunday(year, year < 1996 ? 9 : 10);
    return [from * daySeconds + hour, until2 * daySeconds + hour];
  }
  function lastSunday(year, month) {
    const last = dayNumber(year, month + 1, 0);
    return last - weekday(last);
  }

  // src/flows/deadline/due.ts
  var none = "";
  var instant = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})Z$/;
  function isDue(s) {
    return isDate(s) || secondsOf(s) !== void 0;
  }
  function asDue(s) {
    return isDue(s) && s !== "0001-01-01T00:00:00Z" ? s : none;
  }
  function due(at) {
    return new Date(Math.floor(at) * 1e3).toISOString().replace(".000Z", "Z");
  }
  function secondsOf(s) {
    const m = instant.exec(s);
    if (!m) return void 0;
    const [year, month, day2, h, min, sec] = m.slice(1).map(Number);
    if (!isDate(s.slice(0, 10)) || h > 23 || min > 59 || sec > 59) return void 0;
    return ((dayNumber(year, month, day2) * 24 + h) * 60 + min) * 60 + sec;
  }
  function endOf(d2) {
    const day2 = dayOfDate(d2);
    return day2 === void 0 ? secondsOf(d2) : midnight(day2 + 1) - 1;
  }
  function passed(d2, now) {
    const end = endOf(d2);
    return end !== void 0 && Math.floor(now) > end;
  }
  function earlier(a, b) {
    const [end, other3] = [endOf(a), endOf(b)];
    return end !== void 0 && (other3 === void 0 || end < other3);
  }

  // src/flows/deadline/free.ts
  function free(date3, extra) {
    const day2 = dayOfDate(date3);
    return day2 === void 0 ? "" : why(day2, extra);
  }
  function why(day2, extra) {
    const name2 = feast(day2);
    if (name2 !== "") return name2;
    if (extra.includes(dateOf(day2))) return "gelijkgestelde dag";
    return { 6: "zaterdag", 0: "zondag" }[weekday(day2)] ?? "";
  }
  function feast(day2) {
    const { year, month, day: d2 } = calendar(day2);
    if (month === 1 && d2 === 1) return "nieuwjaarsdag";
    if (month === 4 && d2 === kingsDay(year)) return "koningsdag";
    if (month === 5 && d2 === 5) return "bevrijdingsdag";
    if (month === 12 && d2 === 25) return "eerste kerstdag";
    if (month === 12 && d2 === 26) return "tweede kerstdag";
    switch (day2 - easter(year)) {
      case -2:
        return "goede vrijdag";
      case 1:
        return "tweede paasdag";
      case 39:
        return "hemelvaartsdag";
      case 50:
        return "tweede pinksterdag";
    }
    return "";
  }
  function kingsDay(year) {
    return weekday(dayNumber(year, 4, 27)) === 0 ? 26 : 27;
  }
  function easter(year) {
    const div = (a2, b2) => Math.trunc(a2 / b2);
    const a = year % 19;
    const [b, c] = [div(year, 100), year % 100];
    const [d2, e] = [div(b, 4), b % 4];
    const f = div(b + 8, 25);
    const g = div(b - f + 1, 3);
    const h = (19 * a + b - d2 - g + 15) % 30;
    const [i, k] = [div(c, 4), c % 4];
    const l = (32 + 2 * e + 2 * i - h - k) % 7;
    const m = div(a + 11 * h + 22 * l, 451);
    const n = h + l - 7 * m + 114;
    return dayNumber(year, div(n, 31), n % 31 + 1);
  }

  // src/flows/deadline/term.ts
  var pattern2 = /^([1-9][0-9]{0,2})(h|d|wd|w|m|y)$/;
  function readTerm(s) {
    const m = pattern2.exec(s);
    return m ? { n: Number(m[1]), unit: m[2] } : void 0;
  }
  var tooFew = "te weinig werkdagen";
  function count(t, start2, extra) {
    if (t.unit === "h") return { due: due(start2 + t.n * 3600), skipped: [] };
    const first2 = dayAt(start2);
    if (t.unit === "wd") return countWorkingDays(first2, t.n, extra);
    let end = lastDay(t, first2);
    if (!extendable(t)) return { due: dateOf(end), skipped: [] };
    let working = 0;
    for (let d2 = first2 + 1; d2 <= end; d2++) {
      if (why(d2, extra) === "") working++;
    }
    const skipped = [];
    for (; ; ) {
      const reason = why(end, extra);
      if (reason === "" && (t.unit === "d" && t.n < 3 || working >= 2)) break;
      skipped.push({ date: dateOf(end), why: reason || tooFew });
      end++;
      if (why(end, extra) === "") working++;
    }
    return { due: dateOf(end), skipped };
  }
  function countWorkingDays(first2, n, extra) {
    const skipped = [];
    let d2 = first2;
    for (let left = n; left > 0; ) {
      d2++;
      const reason = why(d2, extra);
      if (reason === "") left--;
      else skipped.push({ date: dateOf(d2), why: reason });
    }
    return { due: dateOf(d2), skipped };
  }
  function lastDay(t, first2) {
    if (t.unit === "d") return first2 + t.n;
    if (t.unit === "w") return first2 + 7 * t.n;
    const months = t.unit === "y" ? 12 * t.n : t.n;
    const { year, month, day: day2 } = calendar(first2);
    const begin3 = dayNumber(year, month + months, 1);
    const days = dayNumber(year, month + months + 1, 1) - begin3;
    return begin3 + Math.min(day2, days) - 1;
  }
  function extendable(t) {
    const most2 = { h: 0, d: 90, wd: 0, w: 12, m: 3, y: 0 }[t.unit];
    return t.n <= most2;
  }

  // src/crypto/strict/scan.ts
  var space = /[ \t\r\n]*/y;
  var digits = /-?(?:0|[1-9][0-9]*)(?![0-9.eE])/y;
  var literal = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
  var words = /* @__PURE__ */ new Map([["true", true], ["false", false], ["null", null]]);
  var word2 = /true|false|null/y;
  var printable = /^[\x21-\x7e]+$/;
  var Scanner = class {
    constructor(text4, depth) {
      this.text = text4;
      this.depth = depth;
    }
    text;
    depth;
    #at = 0;
    /** whole reads the text as one object. */
    whole() {
      this.#skip();
      if (this.text[this.#at] !== "{") fail("E10", "json is not an object");
      const value = this.#object(1);
      this.#skip();
      if (this.#at !== this.text.length) malformed();
      return value;
    }
    #value(depth, inList) {
      switch (this.text[this.#at]) {
        case "{":
          return this.#object(this.#deeper(depth));
        case "[":
          return this.#list(this.#deeper(depth));
        case '"':
          return normal(this.#string());
      }
      const w = this.#take(word2);
      if (w !== void 0) {
        if (w === "null" && inList) fail("E10", "a list holds null");
        return words.get(w) ?? null;
      }
      return whole(this.#take(digits) ?? fail("E10", "json is malformed or holds a number that is not whole"));
    }
    #deeper(depth) {
      return depth === this.depth ? fail("E10", `json is nested deeper than ${this.depth}`) : depth + 1;
    }
    #object(depth) {
      const members2 = [];
      const seen2 = /* @__PURE__ */ new Set();
      this.#items("}", () => {
        const name2 = this.text[this.#at] === '"' ? this.#string() : malformed();
        if (!printable.test(name2)) fail("E10", "a field name is empty or not printable ascii");
        const folded2 = name2.toLowerCase();
        if (seen2.has(folded2)) fail("E10", "a field stands twice");
        seen2.add(folded2);
        this.#skip();
        if (this.text[this.#at++] !== ":") malformed();
        this.#skip();
        members2.push([name2, this.#value(depth, false)]);
      });
      return Object.fromEntries(members2);
    }
    #list(depth) {
      const values2 = [];
      this.#items("]", () => values2.push(this.#value(depth, true)));
      return values2;
    }
    /** #items reads what stands between brackets, with commas between. */
    #items(end, one) {
      this.#at++;
      this.#skip();
      if (this.text[this.#at] === end) {
        this.#at++;
        return;
      }
      for (; ; ) {
        one();
        this.#skip();
        const c = this.text[this.#at++];
        if (c === end) return;
        if (c !== ",") malformed();
        this.#skip();
      }
    }
    #string() {
      const s = JSON.parse(this.#take(literal) ?? malformed());
      if (typeof s !== "string") malformed();
      if (!s.isWellFormed()) fail("E10", "json escapes half a surrogate pair");
      return s;
    }
    #skip() {
      this.#take(space);
    }
    #take(what) {
      what.lastIndex = this.#at;
      const found = what.exec(this.text)?.[0];
      this.#at += found?.length ?? 0;
      return found;
    }
  };
  function malformed() {
    return fail("E10", "json is malformed");
  }
  function normal(s) {
    return s.normalize("NFC") === s ? s : fail("E10", "text is not in normal form C");
  }
  function whole(s) {
    if (s === "-0") fail("E10", "a number is not a whole number");
    const n = Number(s);
    return Number.isSafeInteger(n) ? n : fail("E10", "a number is larger than 2^53-1");
  }

  // src/crypto/strict/strict.ts
  var maxSize = 256 << 10;
  var maxDepth = 8;
  function decode(data, shape) {
    return shape.read(parse(data));
  }
  function read2(value, shape) {
    return shape.read(value);
  }
  function parse(data) {
    if (data.length > maxSize) fail("E10", `json of ${data.length} bytes, at most ${maxSize}`);
    let s;
    try {
      s = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
    } catch {
      return fail("E10", "json is not utf-8");
    }
    return new Scanner(s, maxDepth).whole();
  }
  function encode(value) {
    const written = JSON.stringify(
      value,
      (_, v) => typeof v === "number" && !Number.isSafeInteger(v) || ["bigint", "function", "symbol"].includes(typeof v) ? fail("E10", "value cannot be written as json") : v
    );
    const out = new TextEncoder().encode(written);
    parse(out);
    return out;
  }
  function peek(data) {
    return headOf(parse(data));
  }
  function headOf(value) {
    const { form: form3, version: version3 } = value;
    if (typeof form3 !== "string" || form3 === "") return fail("E10", "text has no form");
    if (typeof version3 !== "number" || version3 < 1) return fail("E10", "text has no version");
    return { form: form3, version: version3 };
  }
  function text2(s) {
    return s.toWellFormed().normalize("NFC");
  }

  // src/crypto/strict/fields.ts
  var other2 = () => fail("E10", "a field holds a value of another kind");
  var string = {
    kind: "string",
    zero: () => "",
    read: (v) => typeof v === "string" ? v : other2()
  };
  var number2 = {
    kind: "number",
    zero: () => 0,
    read: (v) => typeof v === "number" ? v : other2()
  };
  var truth2 = {
    kind: "truth",
    zero: () => false,
    read: (v) => typeof v === "boolean" ? v : other2()
  };
  var any2 = { kind: "any", zero: () => null, read: (v) => v };
  function list2(each2) {
    return {
      kind: "list",
      zero: () => [],
      read: (v) => Array.isArray(v) ? v.map((item) => each2.read(item)) : other2()
    };
  }
  function record(each2) {
    return {
      kind: "record",
      zero: () => ({}),
      read: (v) => Object.fromEntries(Object.entries(members(v)).map(([name2, item]) => [name2, present(each2, item)]))
    };
  }
  function object2(fields) {
    const make = (given3) => (
      // The entries are exactly those of fields, each read by its own shape.
      Object.fromEntries(
        Object.entries(fields).map(([name2, shape]) => [
          name2,
          present(shape, Object.hasOwn(given3, name2) ? given3[name2] : null)
        ])
      )
    );
    return {
      kind: "object",
      zero: () => make({}),
      read(v) {
        const given3 = members(v);
        for (const name2 of Object.keys(given3)) {
          if (!Object.hasOwn(fields, name2)) fail("E10", "a field is unknown");
        }
        return make(given3);
      }
    };
  }
  function optional(shape) {
    return { kind: shape.kind, zero: () => void 0, read: (v) => shape.read(v) };
  }
  function present(shape, v) {
    return v === null || v === void 0 ? shape.zero() : shape.read(v);
  }
  function members(v) {
    return typeof v === "object" && v !== null && !Array.isArray(v) ? v : other2();
  }

  // src/flows/flow/rule.ts
  var lasting = "blijvend";
  var maxLine = 200;
  var maxText = 2e4;
  var maxList = 50;
  function wrong(path, why2) {
    return new SluisError("E10", `${path} ${why2}`);
  }
  function absent(path) {
    return wrong(path, "is missing");
  }
  function hold(rule, value, path) {
    if (!rule.empty(value)) rule.check(value, path);
    else if (rule.must) throw absent(path);
  }
  function must(rule) {
    return { ...rule, must: true };
  }
  function says(cls, check3, more = {}) {
    return { ...string, ...more, class: cls, must: false, empty: (s) => s === "", check: check3 };
  }
  function tested(cls, ok, why2) {
    return says(cls, (s, path) => {
      if (!ok(s)) throw wrong(path, why2);
    });
  }
  var line2 = (chars2 = maxLine) => says("line", (s, path) => checkText(s, path, chars2, /\p{Cc}/u), { chars: chars2 });
  var text3 = (chars2 = maxText) => says("text", (s, path) => checkText(s, path, chars2, /(?![\n\t])\p{Cc}/u), { chars: chars2 });
  var date = tested("date", isDate, "is not a date like 2026-11-23");
  var time = tested("time", (s) => isDue(s) && !isDate(s), "is not a time like 2026-11-23T09:30:00Z");
  var due2 = tested("due", isDue, "is not a date or a time in UTC");
  var until = tested("until", (s) => isDate(s) || s === lasting, `is not a date, nor the word ${lasting}`);
  var term = tested("term", (s) => readTerm(s) !== void 0, "is not a term like 5wd");
  var hash = tested("hash", isHash, "is not 64 hex digits");
  var xid = tested("xid", isHash, "is not 64 hex digits");
  var salt = tested("salt", isHash, "is not 64 hex digits");
  var member = tested("member", isID, "is not 32 hex digits");
  var party = tested("party", isParty, "is not a party");
  function word3(...words3) {
    const one = says("word", (s, path) => {
      if (!words3.some((w) => w === s)) throw wrong(path, `is not one of ${words3.join(", ")}`);
    });
    return { ...one, words: words3 };
  }
  function num2(from, to) {
    return {
      ...number2,
      class: "number",
      must: false,
      from,
      to,
      empty: (n) => n === 0,
      check(n, path) {
        if (n < from || n > to) throw wrong(path, `is not a number from ${from} to ${to}`);
      }
    };
  }
  var bool = { ...truth2, class: "bool", must: false, empty: (b) => !b, check: () => {
  } };
  var any3 = {
    ...any2,
    class: "any",
    must: false,
    empty: (v) => v === null,
    check(v, path) {
      if (typeof v !== "object" || Array.isArray(v)) throw wrong(path, "is not an object");
    }
  };
  function maybe3(rule) {
    return {
      ...rule,
      ...optional(rule),
      must: false,
      empty: (v) => v === void 0,
      check: (v, path) => {
        if (v !== void 0) rule.check(v, path);
      }
    };
  }
  function list3(each2, max = maxList) {
    return {
      ...each2,
      ...list2(each2),
      must: false,
      list: max,
      empty: (v) => v.length === 0,
      check(v, path) {
        if (v.length > max) throw wrong(path, `has more than ${max} items`);
        v.forEach((item, i) => hold({ ...each2, must: true }, item, `${path}[${i}]`));
      }
    };
  }
  function part(name2, fields) {
    return {
      ...object2(fields),
      class: "object",
      must: true,
      // an object that is absent is one with empty fields
      object: name2,
      fields,
      empty: () => false,
      check: (v, path) => checkFields(fields, v, `${path}.`)
    };
  }
  function checkFields(fields, value, path = "") {
    for (const [name2, rule] of Object.entries(fields)) hold(rule, value[name2], path + name2);
  }
  function bare(fields, value) {
    return Object.fromEntries(
      Object.entries(fields).filter(([name2, rule]) => !rule.empty(value[name2])).map(([name2, rule]) => [name2, bareValue(rule, value[name2])]).filter(([name2, v]) => fields[name2]?.must || !isEmptyObject(v))
    );
  }
  function bareValue(rule, value) {
    const { fields } = rule;
    if (fields === void 0) return value;
    const one = (v) => bare(fields, v);
    return Array.isArray(value) ? value.map(one) : one(value);
  }
  function isEmptyObject(v) {
    return typeof v === "object" && v !== null && !Array.isArray(v) && Object.keys(v).length === 0;
  }
  function checkText(s, path, limit, control) {
    if (s.length > limit && [...s].length > limit) throw wrong(path, `is longer than ${limit} characters`);
    if (control.test(s)) throw wrong(path, "holds a control character or, in a line, a line break");
    if (/[\u202a-\u202e\u2066-\u2069]/.test(s)) throw wrong(path, "turns the order of letters round");
    if (/^\p{White_Space}*$/u.test(s)) throw absent(path);
  }

  // src/flows/flow/body.ts
  var version = 1;
  var author = part("flow.Author", { name: must(line2()), salt: must(salt), role: line2() });
  var file = part("flow.File", {
    root: must(hash),
    identity: must(line2()),
    name: must(line2()),
    type: must(line2()),
    size: num2(0, Number.MAX_SAFE_INTEGER)
  });
  var envelope = {
    form: must(line2()),
    version: must(num2(version, version)),
    author: maybe3(author),
    files: list3(file, 100),
    ref: hash
    // H(the entry meant)
  };
  function checkFiles(files) {
    for (const f of files) {
      if (/[/\\]/.test(f.name) || f.name === "." || f.name === "..") throw wrong("files.name", "holds a path");
      if (!f.identity.startsWith("AGE-SECRET-KEY-PQ-1")) {
        throw wrong("files.identity", "is not a post-quantum age identity");
      }
    }
  }
  var terms = part("flow.Terms", {
    seen: term,
    // until somebody takes it up
    talk: term,
    // from then until the talk
    record: term,
    // from the talk until both confirm the summary
    moreInfo: term,
    // to answer a question back
    family: term,
    // from acceptance until the family was spoken
    answer: term,
    // to answer
    verify: term,
    // to approve a record
    lapse: term
    // after the due date until the request lapses
  });
  function orTerms(t, other3) {
    const pick = (name2) => t[name2] || (other3[name2] ?? "");
    return {
      seen: pick("seen"),
      talk: pick("talk"),
      record: pick("record"),
      moreInfo: pick("moreInfo"),
      family: pick("family"),
      answer: pick("answer"),
      verify: pick("verify"),
      lapse: pick("lapse")
    };
  }
  var frame = part("flow.Frame", {
    flow: must(line2()),
    kind: line2(),
    custody: must(word3("moves", "stays")),
    terms: { ...terms, must: false },
    freeDays: list3(date, 200),
    // dates that count as feast days (Algemene termijnenwet art. 3(3))
    norms: line2()
    // the regional agreements that the terms were taken from
  });
  var noFrame = () => frame.zero();
  function sameFrame(f, g) {
    return JSON.stringify(f) === JSON.stringify(g);
  }
  function countTerm(f, term2, start2) {
    const t = readTerm(term2);
    return t ? count(t, start2, f.freeDays).due : none;
  }
  function countFrom(f, term2, start2) {
    const end = endOf(asDue(start2));
    return end === void 0 ? none : countTerm(f, term2, end);
  }
  var opening = { frame: maybe3(frame) };

  // ../partners/kinds/data/feedback.json
  var feedback_default = {
    about: "How much a reporter is told. levels add up: each holds the ones below. why: a reason must be written down; role: only for a reader who has a part in what follows; fourEyes: a colleague agrees first. readers: what a reporter counts as, the level that is offered and the highest one.",
    levels: [
      { level: 0, name: "Ontvangst", text: "De melding is binnen.", why: false, role: false, fourEyes: false, cites: ["sluis"] },
      { level: 1, name: "Stappen", text: "Welke stappen er zijn gezet en of er een vervolg komt.", why: false, role: false, fourEyes: false, cites: ["wmo 4.1.1 lid 2 onder g"] },
      { level: 2, name: "Wie verder gaat", text: "Ook welke organisatie verder gaat.", why: true, role: false, fourEyes: false, cites: ["knmg 4", "wmo 5.3.3 lid 3"] },
      { level: 3, name: "Afspraken", text: "Ook de voorwaarden en afspraken waarin de melder een rol heeft.", why: true, role: true, fourEyes: true, cites: ["knmg 4", "wmo 5.3.3 lid 3"] },
      { level: 4, name: "Nodig voor de taak", text: "Ook informatie die de melder voor zijn taak nodig heeft.", why: true, role: true, fourEyes: true, cites: ["praktijk", "wmo 5.3.3 lid 3"] }
    ],
    readers: [
      { code: "beroepskracht", name: "Beroepskracht", default: 2, max: 4, cites: ["knmg 4", "wmo 5.3.3 lid 3"] },
      { code: "politie", name: "Politie", default: 1, max: 2, cites: ["wmo 5.3.3 lid 3", "sluis"] },
      { code: "particulier", name: "Particulier", default: 1, max: 1, cites: ["wmo 4.1.1 lid 2 onder g"] },
      { code: "vrijwilliger", name: "Vrijwilliger", default: 1, max: 1, cites: ["wmo 4.1.1 lid 2 onder g"] },
      { code: "betrokkene", name: "Betrokkene", default: 1, max: 1, cites: ["wmo 4.1.1 lid 2 onder g", "sluis"] }
    ]
  };

  // ../partners/kinds/data/flows.json
  var flows_default = {
    about: "Flows, their variants (the kind of a frame) and clocks. custody: what a frame of that variant says. from and to: who may send or get it, empty is everybody whose kind may take part. declines: codes of handoff.declined. terms: what a frame holds when nobody changes it, per urgency, as legal terms. timer: statutory (cannot be changed, extended only by law), regional (set per region), agreed (set per exchange). clocks: terms that run outside a frame; strict: the profile that reads the article to the letter; extension: one extension, repeatable with a reason. rings: when the next person on duty is rung.",
    urgencies: [
      { code: "regulier", name: "Gewoon" },
      { code: "spoed", name: "Spoed" },
      { code: "acuut", name: "Acuut" }
    ],
    variants: [
      { flow: "handoff", code: "na_veiligheidsbeoordeling", name: "Na de veiligheidsbeoordeling", custody: "moves", from: ["veilig_thuis"], to: [] },
      { flow: "handoff", code: "voorwaarden_en_vervolg", name: "Voorwaarden en vervolg", custody: "moves", from: ["veilig_thuis"], to: [] },
      { flow: "handoff", code: "na_onderzoek", name: "Na het onderzoek", custody: "moves", from: ["veilig_thuis"], to: [] },
      { flow: "handoff", code: "tijdelijk_huisverbod", name: "Na een tijdelijk huisverbod", custody: "moves", from: ["veilig_thuis"], to: [] },
      { flow: "handoff", code: "terug", name: "Terug naar Veilig Thuis", custody: "moves", from: [], to: ["veilig_thuis"] },
      { flow: "handoff", code: "anders", name: "Andere overdracht, zoals bij een verhuizing", custody: "moves", from: ["veilig_thuis", "gebiedsteam", "gecertificeerde_instelling", "jeugdhulp", "ggz", "verslavingszorg", "maatschappelijk_werk", "vrouwenopvang", "zorgaanbieder"], to: [] },
      { flow: "handoff", code: "verwijzing", name: "Verwijzing", custody: "stays", from: [], to: [] },
      { flow: "handoff", code: "consult", name: "Samen overleggen", custody: "stays", from: [], to: [] },
      { flow: "handoff", code: "vto", name: "Gesprek bij een verzoek tot onderzoek", custody: "stays", from: ["veilig_thuis", "gebiedsteam", "gecertificeerde_instelling", "gemeente", "jeugdhulp"], to: ["raad"] },
      { flow: "inquiry", code: "vb_bevraging", name: "Voor de veiligheidsbeoordeling", custody: "stays", from: ["veilig_thuis"], to: [] },
      { flow: "inquiry", code: "onderzoek", name: "Voor het onderzoek", custody: "stays", from: [], to: [] }
    ],
    declines: [
      { code: "capaciteit", name: "Geen plek", text: "We hebben nu niemand die dit kan oppakken." },
      { code: "niet_bevoegd", name: "Niet bevoegd", text: "Wij mogen dit niet doen." },
      { code: "verkeerd_team", name: "Verkeerd team", text: "Dit hoort bij een ander team." },
      { code: "onvoldoende_info", name: "Te weinig informatie", text: "We weten te weinig om dit over te nemen." },
      { code: "onveilig_team", name: "Niet veilig voor ons team", text: "Onze medewerkers kunnen dit nu niet veilig doen." },
      { code: "al_betrokken", name: "Er is al iemand bij", text: "Een andere organisatie is al aan de slag." }
    ],
    terms: [
      { flow: "handoff", name: "seen", label: "Ontvangst bevestigen", timer: "regional", regulier: "1wd", spoed: "1wd", acuut: "1h", cites: ["sluis"] },
      { flow: "handoff", name: "talk", label: "Gesprek houden", timer: "regional", regulier: "3wd", spoed: "1wd", acuut: "2h", cites: ["sluis"] },
      { flow: "handoff", name: "record", label: "Gesprek vastleggen", timer: "regional", regulier: "1wd", spoed: "1wd", acuut: "1wd", cites: ["sluis"] },
      { flow: "handoff", name: "moreInfo", label: "Vragen beantwoorden", timer: "regional", regulier: "2wd", spoed: "1wd", acuut: "2h", cites: ["sluis"] },
      { flow: "handoff", name: "family", label: "Gezin spreken", timer: "regional", regulier: "5wd", spoed: "2wd", acuut: "1wd", cites: ["sluis"] },
      { flow: "feedback", name: "seen", label: "Herinneren als het niet gelezen is", timer: "regional", regulier: "2wd", spoed: "2wd", acuut: "2wd", cites: ["sluis"] },
      { flow: "feedback", name: "moreInfo", label: "Vraag van de melder beantwoorden", timer: "regional", regulier: "2wd", spoed: "2wd", acuut: "2wd", cites: ["sluis"] },
      { flow: "inquiry", name: "seen", label: "Verzoek oppakken", timer: "agreed", regulier: "2wd", spoed: "1wd", acuut: "1h", cites: ["sluis"] },
      { flow: "inquiry", name: "answer", label: "Antwoord geven", timer: "agreed", regulier: "10wd", spoed: "1wd", acuut: "2h", cites: ["sluis"] },
      { flow: "inquiry", name: "moreInfo", label: "Vraag terug beantwoorden", timer: "agreed", regulier: "2wd", spoed: "1wd", acuut: "2h", cites: ["sluis"] },
      { flow: "inquiry", name: "verify", label: "Verslag nakijken", timer: "agreed", regulier: "5wd", spoed: "5wd", acuut: "5wd", cites: ["praktijk"] },
      { flow: "inquiry", name: "lapse", label: "Na de termijn laten vervallen", timer: "agreed", regulier: "10wd", spoed: "10wd", acuut: "10wd", cites: ["sluis"] }
    ],
    clocks: [
      { code: "veiligheidsbeoordeling", label: "Veiligheidsbeoordeling", flow: "zaak", after: "ontvangst van de melding", term: "5wd", strict: "5d", timer: "statutory", cites: ["ub 4.1.7 lid 1", "praktijk"] },
      { code: "onderzoek", label: "Uitkomst van het onderzoek", flow: "zaak", after: "vaststelling dat onderzoek nodig is", term: "10w", strict: "10w", timer: "statutory", cites: ["ub 4.1.7 lid 2"] },
      { code: "gezin_inlichten", label: "Gezin vertellen wat is vastgelegd", flow: "zaak", after: "vastleggen van gegevens van een ander", term: "4w", strict: "4w", extension: "2w", timer: "statutory", cites: ["wmo 5.3.1 lid 1", "wmo 5.3.1 lid 2"] },
      { code: "terugkoppeling_1", label: "Terugkoppeling na de veiligheidsbeoordeling", flow: "feedback", after: "ontvangst van de melding", term: "5wd", strict: "5d", extension: "2w", timer: "regional", cites: ["knmg 4", "protocol"] },
      { code: "terugkoppeling_2", label: "Terugkoppeling na het onderzoek", flow: "feedback", after: "uitkomst", term: "5wd", strict: "5wd", extension: "2w", timer: "regional", cites: ["knmg 4", "protocol"] },
      { code: "terugkoppeling_3", label: "Terugkoppeling aan het einde", flow: "feedback", after: "einde van de bemoeienis", term: "5wd", strict: "5wd", extension: "2w", timer: "regional", cites: ["sluis"] },
      { code: "monitoring_3", label: "Monitoring na 3 maanden", flow: "zaak", after: "einde van onderzoek of voorwaarden en vervolg", term: "3m", strict: "3m", timer: "regional", cites: ["praktijk"] },
      { code: "monitoring_12", label: "Monitoring na 12 maanden", flow: "zaak", after: "einde van onderzoek of voorwaarden en vervolg", term: "12m", strict: "12m", timer: "regional", cites: ["praktijk"] },
      { code: "monitoring_18", label: "Monitoring na 18 maanden", flow: "zaak", after: "einde van onderzoek of voorwaarden en vervolg", term: "18m", strict: "18m", timer: "agreed", cites: ["praktijk"] },
      { code: "correctie", label: "Verzoek om verbetering beantwoorden", flow: "inquiry", after: "het verzoek", term: "10wd", strict: "10wd", timer: "agreed", cites: ["wmo 5.3.2 lid 5", "sluis"] }
    ],
    rings: [
      { flow: "handoff", urgency: "acuut", afterMinutes: 30 }
    ]
  };

  // ../partners/kinds/data/inquiry.json
  var inquiry_default = {
    about: "Questions, sets of questions per kind of answerer and variant, kinds and natures of an answer, grounds for a refusal. A set is a start: the asker may change every word. kinds: who can be asked with a set or can use a ground, '*' is every kind. text: this answer needs words; ground: it needs a ground and at least one sentence why.",
    questions: [
      { id: "bekend", text: "Zijn deze mensen bij jullie bekend?", help: "" },
      { id: "sinds", text: "Sinds wanneer kennen jullie ze?", help: "" },
      { id: "contactpersoon", text: "Wie kan ons meer vertellen?", help: "Geef naam, functie en telefoonnummer." },
      { id: "eerdere_meldingen", text: "Zijn er eerdere meldingen? Wanneer, en wat was de uitkomst?", help: "" },
      { id: "onderzoek_maatregel", text: "Loopt er een onderzoek of een maatregel? Welke, en sinds wanneer?", help: "" },
      { id: "eerder_onderzoek", text: "Is er eerder onderzoek gedaan? Wat was de uitkomst?", help: "" },
      { id: "registraties", text: "Welke registraties zijn er in deze periode?", help: "Noem per keer de datum en het soort." },
      { id: "gezien_ter_plaatse", text: "Wat zagen of hoorden collega's ter plaatse?", help: "Schrijf feiten op, met de datum erbij." },
      { id: "wapens", text: "Zijn er wapens of bedreigingen bekend?", help: "" },
      { id: "verbod", text: "Loopt er een huisverbod, een contactverbod of een aangifte?", help: "" },
      { id: "bezoek", text: "Waar moeten medewerkers op letten bij een bezoek?", help: "" },
      { id: "aanwezigheid", text: "Hoe vaak was de leerling afwezig of te laat?", help: "Noem de periode." },
      { id: "leren_gedrag", text: "Hoe gaat het met leren en gedrag? Wat is er veranderd?", help: "Zet erbij sinds wanneer." },
      { id: "brengen_halen", text: "Wie brengt en haalt het kind?", help: "" },
      { id: "contact_ouders", text: "Hoe is het contact met de ouders?", help: "" },
      { id: "gezien", text: "Wat heb je zelf gezien of gehoord dat met veiligheid te maken heeft?", help: "Schrijf op wat je zag of hoorde. Zet erbij wanneer. Schrijf feiten apart van je mening." },
      { id: "verteld", text: "Wat vertelde het kind zelf?", help: "Schrijf het op in de woorden van het kind." },
      { id: "hulp_school", text: "Welke hulp krijgt het kind bij jullie?", help: "" },
      { id: "gaat_goed", text: "Wat gaat er goed in dit gezin?", help: "" },
      { id: "lichamelijk", text: "Welke klachten of verwondingen zag je? Wat is daarover verteld?", help: "Zet erbij wanneer." },
      { id: "gezondheid", text: "Zijn er zorgen over de gezondheid die met de veiligheid te maken hebben?", help: "" },
      { id: "verwezen", text: "Is er verwezen? Naar wie, en wanneer?", help: "" },
      { id: "afspraken_gemist", text: "Zijn afspraken nagekomen of gemist?", help: "" },
      { id: "hulp_nu", text: "Welke hulp is er nu? Wie is de contactpersoon?", help: "" },
      { id: "hulp_eerder", text: "Welke hulp was er eerder? Hoe is die afgelopen?", help: "" },
      { id: "afspraken_veiligheid", text: "Welke afspraken over veiligheid zijn er? Lukt het om die na te komen?", help: "" },
      { id: "meewerken", text: "Hoe werken de ouders en de kinderen mee?", help: "" },
      { id: "maatregel", text: "Welke maatregel loopt er, en tot wanneer?", help: "" },
      { id: "grootste_zorg", text: "Wat is nu jullie grootste zorg?", help: "" },
      { id: "groei", text: "Hoe groeit en ontwikkelt het kind zich?", help: "" },
      { id: "verzorging", text: "Hoe ziet de verzorging van het kind eruit?", help: "" },
      { id: "behandeling", text: "Is er een behandeling? Wat is daarvan nodig om te weten voor de veiligheid?", help: "Geef alleen wat nodig is." },
      { id: "opvang_veilig", text: "Wat is nodig om het verblijf veilig te houden?", help: "Noem hier geen adres." },
      { id: "afspraken_nagekomen", text: "Zijn de afspraken nagekomen?", help: "" },
      { id: "nu_veilig", text: "Is het nu veilig?", help: "Schrijf op waaraan je dat ziet." },
      { id: "nog_nodig", text: "Wat is nog nodig?", help: "" }
    ],
    sets: [
      { id: "bekend", name: "Bekend bij jullie?", variant: "vb_bevraging", kinds: ["*"], questions: ["bekend", "sinds", "contactpersoon"], cites: ["praktijk"] },
      { id: "bekend_veilig_thuis", name: "Eerdere meldingen", variant: "vb_bevraging", kinds: ["veilig_thuis"], questions: ["bekend", "eerdere_meldingen", "contactpersoon"], cites: ["praktijk"] },
      { id: "bekend_raad", name: "Onderzoek of maatregel", variant: "vb_bevraging", kinds: ["raad", "gecertificeerde_instelling"], questions: ["bekend", "onderzoek_maatregel", "contactpersoon"], cites: ["praktijk"] },
      { id: "bekend_politie", name: "Registraties", variant: "vb_bevraging", kinds: ["politie"], questions: ["bekend", "registraties", "wapens", "bezoek"], cites: ["praktijk"] },
      { id: "onderzoek_politie", name: "Politie", variant: "onderzoek", kinds: ["politie"], questions: ["registraties", "gezien_ter_plaatse", "wapens", "verbod", "bezoek"], cites: ["praktijk"] },
      { id: "onderzoek_school", name: "School of opvang", variant: "onderzoek", kinds: ["school", "kinderopvang"], questions: ["aanwezigheid", "leren_gedrag", "brengen_halen", "contact_ouders", "gezien", "verteld", "hulp_school", "gaat_goed"], cites: ["praktijk"] },
      { id: "onderzoek_arts", name: "Huisarts of ziekenhuis", variant: "onderzoek", kinds: ["huisarts", "ziekenhuis"], questions: ["gezien", "lichamelijk", "gezondheid", "verwezen", "afspraken_gemist", "gaat_goed"], cites: ["knmg 6"] },
      { id: "onderzoek_jgz", name: "Jeugdgezondheidszorg", variant: "onderzoek", kinds: ["jeugdgezondheidszorg"], questions: ["groei", "verzorging", "gezien", "contact_ouders", "verwezen", "gaat_goed"], cites: ["praktijk"] },
      { id: "onderzoek_gebiedsteam", name: "Gebiedsteam of maatschappelijk werk", variant: "onderzoek", kinds: ["gebiedsteam", "maatschappelijk_werk", "gemeente"], questions: ["hulp_nu", "hulp_eerder", "afspraken_veiligheid", "meewerken", "gezien", "grootste_zorg", "gaat_goed"], cites: ["praktijk"] },
      { id: "onderzoek_hulp", name: "Hulp en behandeling", variant: "onderzoek", kinds: ["jeugdhulp", "ggz", "verslavingszorg", "zorgaanbieder", "slachtofferhulp", "reclassering"], questions: ["behandeling", "afspraken_veiligheid", "meewerken", "gezien", "grootste_zorg", "gaat_goed"], cites: ["praktijk"] },
      { id: "onderzoek_opvang", name: "Opvang", variant: "onderzoek", kinds: ["vrouwenopvang"], questions: ["hulp_nu", "opvang_veilig", "gezien", "verteld", "grootste_zorg", "gaat_goed"], cites: ["praktijk"] },
      { id: "onderzoek_maatregel", name: "Maatregel", variant: "onderzoek", kinds: ["gecertificeerde_instelling", "raad", "openbaar_ministerie"], questions: ["maatregel", "eerder_onderzoek", "afspraken_veiligheid", "meewerken", "grootste_zorg"], cites: ["praktijk"] },
      { id: "onderzoek_veilig_thuis", name: "Ander Veilig Thuis", variant: "onderzoek", kinds: ["veilig_thuis"], questions: ["eerdere_meldingen", "eerder_onderzoek", "afspraken_veiligheid", "contactpersoon"], cites: ["praktijk"] },
      { id: "onderzoek_algemeen", name: "Algemeen", variant: "onderzoek", kinds: ["*"], questions: ["bekend", "sinds", "gezien", "gaat_goed", "contactpersoon"], cites: ["praktijk"] },
      { id: "monitoring", name: "Hoe gaat het nu?", variant: "onderzoek", kinds: ["gebiedsteam", "gecertificeerde_instelling", "jeugdhulp", "ggz", "verslavingszorg", "maatschappelijk_werk", "vrouwenopvang", "zorgaanbieder"], questions: ["afspraken_nagekomen", "nu_veilig", "nog_nodig"], cites: ["praktijk"] }
    ],
    answers: [
      { code: "antwoord", name: "Antwoord", text: true, ground: false },
      { code: "niet_bekend", name: "We weten dit niet", text: false, ground: false },
      { code: "geen_bijzonderheden", name: "Geen bijzonderheden", text: false, ground: false },
      { code: "weigering", name: "We geven dit niet", text: false, ground: true },
      { code: "niet_van_toepassing", name: "Past hier niet", text: false, ground: false },
      { code: "mondeling_toegelicht", name: "Mondeling verteld", text: false, ground: false }
    ],
    natures: [
      { code: "feit", name: "Feit" },
      { code: "eigen_waarneming", name: "Zelf gezien of gehoord" },
      { code: "van_anderen", name: "Van een ander gehoord" },
      { code: "oordeel", name: "Oordeel als beroepskracht" }
    ],
    grounds: [
      { code: "beroepsgeheim", name: "Beroepsgeheim, na afweging", text: "Er zijn zwaarwegende redenen om dit niet te vertellen.", kinds: ["veilig_thuis", "gebiedsteam", "raad", "gecertificeerde_instelling", "huisarts", "jeugdhulp", "jeugdgezondheidszorg", "ggz", "verslavingszorg", "ziekenhuis", "maatschappelijk_werk", "vrouwenopvang", "zorgaanbieder", "gemeente", "openbaar_ministerie", "reclassering", "slachtofferhulp"], cites: ["knmg 6", "wmo 5.2.6"] },
      { code: "geen_noodzaak", name: "Niet nodig voor het doel", text: "Dit is niet nodig voor wat jullie willen weten.", kinds: ["*"], cites: ["wmo 5.2.6", "wmo 5.1.6"] },
      { code: "onvoldoende_onderbouwd", name: "Vraag is niet duidelijk", text: "We kunnen niet zien waarom dit nodig is. Leg het uit en vraag het opnieuw.", kinds: ["*"], cites: ["knmg 6"] },
      { code: "slachtoffer_weigert_volwassene", name: "Volwassene wil dit niet", text: "De volwassene om wie het gaat wil niet dat we dit vertellen.", kinds: ["huisarts", "ziekenhuis", "ggz", "verslavingszorg", "jeugdhulp", "jeugdgezondheidszorg", "zorgaanbieder", "maatschappelijk_werk", "vrouwenopvang", "slachtofferhulp", "gebiedsteam"], cites: ["knmg 6"] },
      { code: "geen_behandelrelatie", name: "Geen behandelrelatie", text: "Deze persoon is niet of niet meer bij ons onder behandeling.", kinds: ["huisarts", "ziekenhuis", "ggz", "verslavingszorg", "jeugdhulp", "jeugdgezondheidszorg", "zorgaanbieder", "maatschappelijk_werk"], cites: ["knmg 6"] },
      { code: "veiligheid", name: "Niet veilig", text: "Vertellen maakt het nu minder veilig voor iemand.", kinds: ["*"], cites: ["ub 4.1.8 lid 3", "sluis"] },
      { code: "niet_bevoegd", name: "Niet bevoegd", text: "Ik mag hier niet over beslissen. Vraag het een collega.", kinds: ["*"], cites: ["sluis"] },
      { code: "geen_wpg_grondslag", name: "Geen wettelijke grond", text: "De wet geeft de politie hier geen ruimte voor.", kinds: ["politie"], cites: ["wpg 16", "wpg 18", "wpg 19", "wpg 20"] },
      { code: "gegevens_van_ander", name: "Gegevens van een ander", text: "Het antwoord gaat over iemand anders dan wie jullie noemen.", kinds: ["*"], cites: ["jw 7.3.11 lid 1", "sluis"] },
      { code: "nu_niet", name: "Kan nu niet worden gedeeld", text: "We kunnen dit nu niet delen.", kinds: ["*"], cites: ["sluis"] }
    ]
  };

  // ../partners/kinds/data/kinds.json
  var kinds_default = {
    about: "Kinds of organisation. starts and answers: the flows an organisation of this kind may begin, or take part in when another begins. custody: it can hold the oversight of safety. secrecy: its people are bound to professional secrecy by law. reader: what it counts as when it reported and is told what happened. cites: source key of law.json, then the place. A kind that is not listed here is treated as 'overig'.",
    kinds: [
      { code: "veilig_thuis", name: "Veilig Thuis", starts: ["handoff", "feedback", "inquiry", "message"], answers: ["handoff", "inquiry", "message"], custody: true, secrecy: true, reader: "beroepskracht", cites: ["wmo 4.1.1"] },
      { code: "gebiedsteam", name: "Gebiedsteam", starts: ["handoff", "inquiry", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: true, secrecy: true, reader: "beroepskracht", cites: ["wmo 4.1.1 lid 2 onder d"] },
      { code: "politie", name: "Politie", starts: ["handoff", "inquiry", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: false, secrecy: true, reader: "politie", cites: ["wmo 4.1.1 lid 2 onder e", "wpg 18", "wpg 19", "wpg 20"] },
      { code: "school", name: "School", starts: ["handoff", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: false, secrecy: false, reader: "beroepskracht", cites: ["wmo 5.2.6"] },
      { code: "raad", name: "Raad voor de Kinderbescherming", starts: ["handoff", "inquiry", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: false, secrecy: true, reader: "beroepskracht", cites: ["wmo 4.1.1 lid 2 onder e", "bw1 240"] },
      { code: "gecertificeerde_instelling", name: "Gecertificeerde instelling", starts: ["handoff", "inquiry", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: true, secrecy: true, reader: "beroepskracht", cites: ["jw 7.3.11 lid 4"] },
      { code: "huisarts", name: "Huisarts", starts: ["handoff", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: false, secrecy: true, reader: "beroepskracht", cites: ["wmo 5.2.6", "knmg 6"] },
      { code: "jeugdhulp", name: "Jeugdhulpaanbieder", starts: ["handoff", "inquiry", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: true, secrecy: true, reader: "beroepskracht", cites: ["wmo 4.1.1 lid 2 onder d", "jw 7.3.11 lid 1"] },
      { code: "jeugdgezondheidszorg", name: "Jeugdgezondheidszorg", starts: ["handoff", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: false, secrecy: true, reader: "beroepskracht", cites: ["wmo 5.2.6"] },
      { code: "kinderopvang", name: "Kinderopvang", starts: ["handoff", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: false, secrecy: false, reader: "beroepskracht", cites: ["wmo 5.2.6"] },
      { code: "ggz", name: "Geestelijke gezondheidszorg", starts: ["handoff", "inquiry", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: true, secrecy: true, reader: "beroepskracht", cites: ["wmo 4.1.1 lid 2 onder d", "wmo 5.2.6"] },
      { code: "verslavingszorg", name: "Verslavingszorg", starts: ["handoff", "inquiry", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: true, secrecy: true, reader: "beroepskracht", cites: ["wmo 4.1.1 lid 2 onder d", "wmo 5.2.6"] },
      { code: "ziekenhuis", name: "Ziekenhuis", starts: ["handoff", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: false, secrecy: true, reader: "beroepskracht", cites: ["wmo 5.2.6", "knmg 6"] },
      { code: "maatschappelijk_werk", name: "Maatschappelijk werk", starts: ["handoff", "inquiry", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: true, secrecy: true, reader: "beroepskracht", cites: ["wmo 4.1.1 lid 2 onder d"] },
      { code: "vrouwenopvang", name: "Opvang", starts: ["handoff", "inquiry", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: true, secrecy: true, reader: "beroepskracht", cites: ["wmo 4.1.1 lid 2 onder d"] },
      { code: "zorgaanbieder", name: "Zorgaanbieder", starts: ["handoff", "inquiry", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: true, secrecy: true, reader: "beroepskracht", cites: ["wmo 4.1.1 lid 2 onder d", "wmo 5.2.6"] },
      { code: "gemeente", name: "Gemeente", starts: ["handoff", "inquiry", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: false, secrecy: true, reader: "beroepskracht", cites: ["wmo 4.1.1 lid 2 onder f"] },
      { code: "openbaar_ministerie", name: "Openbaar Ministerie", starts: ["inquiry", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: false, secrecy: true, reader: "beroepskracht", cites: ["wmo 4.1.1 lid 2 onder e"] },
      { code: "reclassering", name: "Reclassering", starts: ["handoff", "inquiry", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: false, secrecy: true, reader: "beroepskracht", cites: ["wmo 4.1.1 lid 2 onder e"] },
      { code: "slachtofferhulp", name: "Slachtofferhulp", starts: ["handoff", "message"], answers: ["handoff", "feedback", "inquiry", "message"], custody: false, secrecy: true, reader: "beroepskracht", cites: ["wmo 4.1.1 lid 2 onder e"] },
      { code: "overig", name: "Andere organisatie", starts: ["message"], answers: ["feedback", "inquiry", "message"], custody: false, secrecy: false, reader: "beroepskracht", cites: ["sluis"] }
    ]
  };

  // ../partners/kinds/data/law.json
  var law_default = {
    about: "Sources, and legal bases that are offered when somebody of kind from sends to, or answers, somebody of kind to ('*' is every kind). nature: task and power allow, right means may and need not, duty means must, consent means that somebody agreed. checked: the article was read for this; a basis that is not checked is offered with a question mark. A basis is a help: that none is listed forbids nothing, the sender then writes down his own.",
    sources: {
      wmo: { title: "Wet maatschappelijke ondersteuning 2015", id: "BWBR0035362" },
      ub: { title: "Uitvoeringsbesluit Wmo 2015", id: "BWBR0035733" },
      jw: { title: "Jeugdwet", id: "BWBR0034925" },
      bw1: { title: "Burgerlijk Wetboek Boek 1", id: "BWBR0002656" },
      wpg: { title: "Wet politiegegevens", id: "BWBR0022463" },
      bpg: { title: "Besluit politiegegevens", id: "BWBR0023086" },
      avg: { title: "Algemene verordening gegevensbescherming", id: "Verordening (EU) 2016/679" },
      atw: { title: "Algemene termijnenwet", id: "BWBR0002448" },
      knmg: { title: "KNMG-meldcode kindermishandeling en huiselijk geweld", id: "" },
      protocol: { title: "Handelingsprotocol Veilig Thuis 2019, zoals door anderen aangehaald", id: "" },
      praktijk: { title: "Werkwijze zoals Veilig Thuis-organisaties die op hun sites beschrijven", id: "" },
      sluis: { title: "Keuze van Sluis of van de regio, geen regel van de wet", id: "" }
    },
    bases: [
      { id: "wmo_hulp", flow: "handoff", role: "send", from: ["veilig_thuis"], to: ["gebiedsteam", "gecertificeerde_instelling", "jeugdhulp", "ggz", "verslavingszorg", "maatschappelijk_werk", "vrouwenopvang", "zorgaanbieder", "huisarts", "ziekenhuis", "jeugdgezondheidszorg"], nature: "task", name: "Wmo: hulp inschakelen", text: "Veilig Thuis mag een melding doorgeven aan een organisatie die passende hulp kan geven.", cites: ["wmo 4.1.1 lid 2 onder d", "wmo 5.3.3 lid 3"], checked: true },
      { id: "wmo_politie_raad", flow: "handoff", role: "send", from: ["veilig_thuis"], to: ["politie", "raad", "openbaar_ministerie", "reclassering", "slachtofferhulp"], nature: "task", name: "Wmo: politie of Raad inlichten", text: "Veilig Thuis mag de politie of de Raad inlichten als de ernst daarom vraagt.", cites: ["wmo 4.1.1 lid 2 onder e"], checked: true },
      { id: "wmo_ander_vt", flow: "handoff", role: "send", from: ["veilig_thuis"], to: ["veilig_thuis"], nature: "power", name: "Wmo: ander Veilig Thuis", text: "Veilig Thuis-organisaties mogen gegevens aan elkaar geven als dat voor hun taak nodig is.", cites: ["wmo 5.3.3 lid 4"], checked: true },
      { id: "wmo_eigen_beweging", flow: "handoff", role: "send", from: ["gebiedsteam", "school", "gecertificeerde_instelling", "huisarts", "jeugdhulp", "jeugdgezondheidszorg", "kinderopvang", "ggz", "verslavingszorg", "ziekenhuis", "maatschappelijk_werk", "vrouwenopvang", "zorgaanbieder", "gemeente", "slachtofferhulp", "overig"], to: ["veilig_thuis"], nature: "right", name: "Wmo: uit eigen beweging", text: "Je mag Veilig Thuis inlichten, ook zonder toestemming. Alleen wat nodig is.", cites: ["wmo 5.2.6"], checked: true },
      { id: "wpg_raad", flow: "handoff", role: "send", from: ["politie"], to: ["raad"], nature: "power", name: "Wpg 18", text: "De politie mag de Raad gegevens geven die nodig zijn voor zijn taak.", cites: ["wpg 18 lid 1", "bpg 4:2 lid 1 onder j"], checked: true },
      { id: "wpg_vt", flow: "handoff", role: "send", from: ["politie"], to: ["veilig_thuis"], nature: "power", name: "Wpg 18", text: "De politie mag Veilig Thuis gegevens geven die nodig zijn voor zijn taak.", cites: ["wpg 18 lid 1"], checked: false },
      { id: "wpg_incidenteel", flow: "handoff", role: "send", from: ["politie"], to: ["gebiedsteam", "school", "jeugdhulp", "vrouwenopvang", "maatschappelijk_werk", "gemeente"], nature: "power", name: "Wpg 19: in dit geval", text: "De politie mag in een bijzonder geval gegevens geven. Het bevoegd gezag is het ermee eens.", cites: ["wpg 19"], checked: false },
      { id: "wpg_verband", flow: "handoff", role: "send", from: ["politie"], to: ["gebiedsteam", "school", "jeugdhulp", "vrouwenopvang", "maatschappelijk_werk", "gemeente"], nature: "power", name: "Wpg 20: samenwerkingsverband", text: "De politie mag gegevens geven binnen een vastgelegd samenwerkingsverband. Noem het nummer van het besluit.", cites: ["wpg 20"], checked: false },
      { id: "toestemming", flow: "handoff", role: "send", from: ["gebiedsteam", "school", "gecertificeerde_instelling", "huisarts", "jeugdhulp", "jeugdgezondheidszorg", "kinderopvang", "ggz", "verslavingszorg", "ziekenhuis", "maatschappelijk_werk", "vrouwenopvang", "zorgaanbieder", "gemeente", "slachtofferhulp", "overig"], to: ["gebiedsteam", "gecertificeerde_instelling", "jeugdhulp", "ggz", "verslavingszorg", "maatschappelijk_werk", "vrouwenopvang", "zorgaanbieder", "huisarts", "ziekenhuis", "jeugdgezondheidszorg", "school", "kinderopvang", "gemeente"], nature: "consent", name: "Toestemming", text: "De mensen om wie het gaat vinden dit goed. Schrijf op wie dat zei en wanneer.", cites: ["avg 6 lid 1 onder a", "jw 7.3.11 lid 1"], checked: false },
      { id: "wmo_terugkoppeling", flow: "feedback", role: "send", from: ["veilig_thuis"], to: ["*"], nature: "duty", name: "Wmo: stappen vertellen", text: "Veilig Thuis vertelt de melder welke stappen zijn gezet.", cites: ["wmo 4.1.1 lid 2 onder g"], checked: true },
      { id: "wmo_medewerking", flow: "feedback", role: "send", from: ["veilig_thuis"], to: ["gebiedsteam", "school", "gecertificeerde_instelling", "huisarts", "jeugdhulp", "jeugdgezondheidszorg", "kinderopvang", "ggz", "verslavingszorg", "ziekenhuis", "maatschappelijk_werk", "vrouwenopvang", "zorgaanbieder", "gemeente", "slachtofferhulp", "overig", "politie", "raad", "openbaar_ministerie", "reclassering", "slachtofferhulp"], nature: "power", name: "Wmo: medewerking nodig", text: "Veilig Thuis mag meer vertellen aan wie beroepshalve moet meewerken. Schrijf op waarom dat nodig is.", cites: ["wmo 5.3.3 lid 1", "wmo 5.3.3 lid 3"], checked: true },
      { id: "wmo_beoordelen", flow: "inquiry", role: "send", from: ["veilig_thuis"], to: ["*"], nature: "task", name: "Wmo: melding beoordelen", text: "Veilig Thuis beoordeelt een melding en vraagt alleen wat daarvoor nodig is.", cites: ["wmo 4.1.1 lid 2 onder c", "wmo 5.1.6"], checked: true },
      { id: "wmo_onderzoek", flow: "inquiry", role: "send", from: ["veilig_thuis"], to: ["*"], nature: "task", name: "Wmo: onderzoek", text: "Veilig Thuis onderzoekt een melding en vraagt alleen wat daarvoor nodig is.", cites: ["wmo 4.1.1 lid 2 onder b", "wmo 5.1.6"], checked: true },
      { id: "jw_ots_vraag", flow: "inquiry", role: "send", from: ["gecertificeerde_instelling"], to: ["*"], nature: "power", name: "Jeugdwet: ondertoezichtstelling", text: "De instelling voert een ondertoezichtstelling uit en heeft deze informatie daarvoor nodig.", cites: ["jw 7.3.11 lid 4"], checked: true },
      { id: "bw_raad_vraag", flow: "inquiry", role: "send", from: ["raad"], to: ["*"], nature: "power", name: "Onderzoek van de Raad", text: "De Raad vraagt wat nodig is voor zijn onderzoek.", cites: ["bw1 240"], checked: false },
      { id: "toestemming_vraag", flow: "inquiry", role: "send", from: ["gebiedsteam", "jeugdhulp", "ggz", "verslavingszorg", "maatschappelijk_werk", "vrouwenopvang", "zorgaanbieder", "gemeente", "reclassering"], to: ["*"], nature: "consent", name: "Toestemming", text: "De mensen om wie het gaat vinden het goed dat je dit vraagt. Schrijf op wie dat zei en wanneer.", cites: ["avg 6 lid 1 onder a", "jw 7.3.11 lid 1"], checked: false },
      { id: "wmo_spreekrecht", flow: "inquiry", role: "answer", from: ["gebiedsteam", "school", "gecertificeerde_instelling", "huisarts", "jeugdhulp", "jeugdgezondheidszorg", "kinderopvang", "ggz", "verslavingszorg", "ziekenhuis", "maatschappelijk_werk", "vrouwenopvang", "zorgaanbieder", "gemeente", "slachtofferhulp", "overig"], to: ["veilig_thuis"], nature: "right", name: "Wmo: je mag antwoorden", text: "Je mag antwoorden, ook zonder toestemming. Het hoeft niet. Geef alleen wat nodig is.", cites: ["wmo 5.2.6"], checked: true },
      { id: "wmo_ander_vt_antwoord", flow: "inquiry", role: "answer", from: ["veilig_thuis", "raad", "jeugdhulp", "gecertificeerde_instelling"], to: ["veilig_thuis"], nature: "power", name: "Wmo: uitwisselen", text: "Je mag Veilig Thuis gegevens geven die nodig zijn voor zijn taak.", cites: ["wmo 5.3.3 lid 4"], checked: true },
      { id: "wpg_18_antwoord", flow: "inquiry", role: "answer", from: ["politie"], to: ["veilig_thuis"], nature: "power", name: "Wpg 18", text: "De politie mag Veilig Thuis gegevens geven die nodig zijn voor zijn taak. Leg vast wat je geeft.", cites: ["wpg 18 lid 1", "wpg 32 lid 1 onder b"], checked: false },
      { id: "wpg_18_raad", flow: "inquiry", role: "answer", from: ["politie"], to: ["raad"], nature: "power", name: "Wpg 18", text: "De politie mag de Raad gegevens geven die nodig zijn voor zijn taak. Leg vast wat je geeft.", cites: ["wpg 18 lid 1", "bpg 4:2 lid 1 onder j", "wpg 32 lid 1 onder b"], checked: true },
      { id: "wpg_19_antwoord", flow: "inquiry", role: "answer", from: ["politie"], to: ["*"], nature: "power", name: "Wpg 19: in dit geval", text: "De politie mag in een bijzonder geval gegevens geven. Het bevoegd gezag is het ermee eens.", cites: ["wpg 19", "wpg 32 lid 1 onder b"], checked: false },
      { id: "wpg_20_antwoord", flow: "inquiry", role: "answer", from: ["politie"], to: ["*"], nature: "power", name: "Wpg 20: samenwerkingsverband", text: "De politie mag gegevens geven binnen een vastgelegd samenwerkingsverband. Noem het nummer van het besluit.", cites: ["wpg 20", "wpg 32 lid 1 onder b"], checked: false },
      { id: "bw_240", flow: "inquiry", role: "answer", from: ["gebiedsteam", "school", "gecertificeerde_instelling", "huisarts", "jeugdhulp", "jeugdgezondheidszorg", "kinderopvang", "ggz", "verslavingszorg", "ziekenhuis", "maatschappelijk_werk", "vrouwenopvang", "zorgaanbieder", "gemeente", "slachtofferhulp", "overig"], to: ["raad"], nature: "right", name: "BW: je mag antwoorden", text: "Je mag de Raad antwoorden, ook zonder toestemming. Het hoeft niet. Geef alleen wat nodig is.", cites: ["bw1 240"], checked: true },
      { id: "jw_ots_antwoord", flow: "inquiry", role: "answer", from: ["gebiedsteam", "school", "gecertificeerde_instelling", "huisarts", "jeugdhulp", "jeugdgezondheidszorg", "kinderopvang", "ggz", "verslavingszorg", "ziekenhuis", "maatschappelijk_werk", "vrouwenopvang", "zorgaanbieder", "gemeente", "slachtofferhulp", "overig"], to: ["gecertificeerde_instelling"], nature: "duty", name: "Jeugdwet: je moet antwoorden", text: "Staat het kind onder toezicht? Dan geef je wat daarvoor nodig is, ook zonder toestemming.", cites: ["jw 7.3.11 lid 4"], checked: true },
      { id: "wmo_hulp_antwoord", flow: "inquiry", role: "answer", from: ["veilig_thuis"], to: ["gebiedsteam", "gecertificeerde_instelling", "jeugdhulp", "ggz", "verslavingszorg", "maatschappelijk_werk", "vrouwenopvang", "zorgaanbieder", "huisarts", "ziekenhuis", "jeugdgezondheidszorg"], nature: "power", name: "Wmo: medewerking nodig", text: "Veilig Thuis mag geven wat iemand nodig heeft die beroepshalve moet meewerken.", cites: ["wmo 5.3.3 lid 3"], checked: true },
      { id: "wmo_politie_raad_antwoord", flow: "inquiry", role: "answer", from: ["veilig_thuis"], to: ["politie", "raad", "openbaar_ministerie", "reclassering", "slachtofferhulp"], nature: "task", name: "Wmo: politie of Raad inlichten", text: "Veilig Thuis mag de politie of de Raad inlichten als de ernst daarom vraagt.", cites: ["wmo 4.1.1 lid 2 onder e"], checked: true },
      { id: "wmo_college", flow: "message", role: "send", from: ["veilig_thuis"], to: ["gemeente"], nature: "duty", name: "Wmo: college inlichten", text: "Vraagt Veilig Thuis de Raad om onderzoek? Dan vertelt Veilig Thuis dat aan het college.", cites: ["wmo 4.1.1 lid 2 onder f"], checked: true }
    ]
  };

  // src/flows/kinds/data.ts
  var words2 = list2(string);
  var cites = words2;
  var kind = object2({
    code: string,
    // as in organisation notes and cards: "gebiedsteam"
    name: string,
    // in Dutch
    starts: words2,
    // flows it may begin
    answers: words2,
    // flows it may take part in
    custody: truth2,
    // it can hold the oversight of safety
    secrecy: truth2,
    // its people are bound to professional secrecy by law
    reader: string,
    // code of the reader it is as a reporter
    cites
  });
  var source = object2({ title: string, id: string });
  var basis = object2({
    id: string,
    flow: string,
    role: string,
    from: words2,
    // kinds that send, or that answer
    to: words2,
    // kinds that get it
    nature: string,
    // task, power, right, duty or consent: how strong it is
    name: string,
    // Dutch, a few words
    text: string,
    // Dutch, for people
    cites,
    checked: truth2
    // the article was read for this
  });
  var variant = object2({
    flow: string,
    code: string,
    name: string,
    custody: string,
    // moves or stays
    from: words2,
    // kinds that may send it; none: all
    to: words2
    // kinds that may get it; none: all
  });
  var choice = object2({ code: string, name: string, text: string });
  var answer = object2({ code: string, name: string, text: truth2, ground: truth2 });
  var ground = object2({ code: string, name: string, text: string, kinds: words2, cites });
  var question = object2({ id: string, text: string, help: string });
  var set = object2({ id: string, name: string, variant: string, kinds: words2, questions: words2, cites });
  var frameTerm = object2({
    flow: string,
    name: string,
    // as in the frame: "seen"
    label: string,
    timer: string,
    regulier: string,
    spoed: string,
    acuut: string,
    cites
  });
  var clock = object2({
    code: string,
    label: string,
    flow: string,
    // "zaak" or a flow
    after: string,
    term: string,
    strict: string,
    // where the article is read to the letter
    extension: string,
    // one extension, "" when there is none
    timer: string,
    cites
  });
  var ring = object2({ flow: string, urgency: string, afterMinutes: number2 });
  var level = object2({
    level: number2,
    name: string,
    text: string,
    why: truth2,
    // a reason must be written down
    role: truth2,
    // only for who has a part in what follows
    fourEyes: truth2,
    // a colleague agrees first
    cites
  });
  var reader = object2({ code: string, name: string, default: number2, max: number2, cites });
  var all = read2(
    { ...kinds_default, ...law_default, ...flows_default, ...feedback_default, ...inquiry_default },
    object2({
      about: string,
      // what the file is, for its reader
      kinds: list2(kind),
      sources: record(source),
      bases: list2(basis),
      urgencies: list2(choice),
      variants: list2(variant),
      declines: list2(choice),
      terms: list2(frameTerm),
      clocks: list2(clock),
      rings: list2(ring),
      levels: list2(level),
      readers: list2(reader),
      questions: list2(question),
      sets: list2(set),
      answers: list2(answer),
      natures: list2(choice),
      grounds: list2(ground)
    })
  );

  // src/flows/kinds/kinds.ts
  var isKnown = (code) => all.kinds.some((k) => k.code === code);
  function findKind(code) {
    return all.kinds.find((k) => k.code === code) ?? all.kinds.at(-1) ?? fail("E01", "find kind: there are none");
  }
  function frameTerms(flow2, urgency2) {
    const column = urgency2 === "acuut" || urgency2 === "spoed" ? urgency2 : "regulier";
    return Object.fromEntries(frameTermList(flow2).map((t) => [t.name, t[column]]));
  }
  var frameTermList = (flow2) => all.terms.filter((t) => t.flow === flow2);

  // src/flows/flow/clock.ts
  function addDuty(s, now, d2) {
    const due3 = d2.due ?? none;
    const done = d2.done ?? false;
    s.duties.push({
      party: "",
      state: "",
      melding: "",
      moment: 0,
      text: "",
      ...d2,
      due: due3,
      done,
      overdue: !done && passed(due3, now)
    });
  }
  function settle(s) {
    s.due = none;
    s.overdue = false;
    for (const d2 of s.duties) {
      if (d2.done || d2.due === none) continue;
      if (earlier(d2.due, s.due)) s.due = d2.due;
      s.overdue ||= d2.overdue;
    }
  }
  function reached(due3, now) {
    const end = endOf(asDue(due3));
    if (end === void 0) return false;
    return isDate(due3) ? today(now) >= due3 : now >= end;
  }
  function termKind(term2) {
    return readTerm(term2)?.unit === "h" ? "acute" : "regional";
  }
  function defaultTerms(flow2, urgency2) {
    return { ...terms.zero(), ...frameTerms(flow2, urgency2) };
  }

  // src/flows/flow/content.ts
  var name = {
    givenNames: line2(),
    prefix: line2(),
    // tussenvoegsel
    familyName: line2()
  };
  var address = part("flow.Address", {
    street: line2(),
    number: line2(20),
    // with addition
    postcode: line2(10),
    city: line2()
  });
  var authority = part("flow.Authority", {
    kind: must(word3("gezamenlijk", "een_ouder", "gi", "voogd", "onbekend")),
    who: line2()
  });
  var view = part("flow.View", { spoken: bool, text: must(text3(4e3)) });
  var role = word3("kind", "ouder", "partner", "ex_partner", "pleger_vermoed", "oudere", "huisgenoot", "netwerk");
  var personFields = {
    id: must(line2(40)),
    role: must(role),
    ...name,
    birthDate: date,
    bsn: line2(9),
    address: maybe3(address),
    phone: line2(40),
    email: line2(),
    parentalAuthority: maybe3(authority),
    livingSituation: line2(),
    language: line2(),
    interpreter: bool,
    intellectualDisability: bool,
    lowLiteracy: bool,
    pregnant: bool,
    school: line2(),
    generalPractitioner: line2(),
    care: list3(line2()),
    view: maybe3(view)
  };
  var person = part("flow.Person", personFields);
  var subject = part("flow.Subject", {
    id: must(line2(40)),
    role,
    ...name,
    birthDate: date,
    bsn: line2(9),
    address: maybe3(address)
  });
  var restriction = part("flow.Restriction", {
    person: must(line2(40)),
    kind: must(
      word3(
        "niet_terugbellen",
        "niet_mailen",
        "geen_voicemail",
        "geen_post",
        "alleen_tijdvak",
        "alleen_via",
        "adres_geheim",
        "telefoon_geheim",
        "opvanglocatie_geheim",
        "pleger_leest_mee",
        "pleger_weet_niet_van_melding",
        "huisverbod_tot",
        "contactverbod_tot",
        "veiligheid_medewerker",
        "niet_alleen_op_huisbezoek"
      )
    ),
    until: date,
    window: line2(),
    // of alleen_tijdvak
    via: line2(),
    // of alleen_via
    text: text3(1e3)
  });
  var tool = part("flow.Tool", {
    name: must(line2()),
    version: line2(),
    date,
    result: must(text3(4e3)),
    scoredBy: line2()
  });
  var restrainingOrder = part("flow.RestrainingOrder", { until: must(date), reference: line2() });
  var contingency = part("flow.Contingency", {
    when: must(text3(1e3)),
    // oxlint-disable-next-line no-thenable -- a field of the form, in data that nobody awaits
    then: must(text3(1e3))
  });
  var safety = part("flow.Safety", {
    situation: must(word3("acuut_onveilig", "structureel_onveilig", "beide", "niet", "onbekend")),
    text: must(text3()),
    violence: list3(
      word3("kindermishandeling", "partner", "ex_partner", "ouderen", "huiselijk", "eer", "stalking")
    ),
    tools: list3(tool),
    temporaryRestrainingOrder: maybe3(restrainingOrder),
    weapons: maybe3(bool),
    strangulation: maybe3(bool),
    stalking: maybe3(bool),
    deathThreats: maybe3(bool),
    suicideThreat: maybe3(bool),
    childrenPresent: maybe3(bool),
    contingencies: list3(contingency)
  });
  var condition = part("flow.Condition", {
    text: must(text3(2e3)),
    who: must(line2()),
    from: date,
    until,
    checked: text3(1e3),
    // how
    checkedBy: line2(),
    ifBroken: text3(1e3)
  });
  var agreement = part("flow.Agreement", {
    with: must(line2()),
    what: must(text3(2e3)),
    by: date,
    done: bool
  });
  var action = part("flow.Action", { what: must(text3(2e3)), who: must(line2()), by: due2 });
  var contact = part("flow.Contact", { name: must(line2()), phone: line2(40), hours: line2() });
  var question2 = part("flow.Question", { id: must(line2(20)), text: must(text3(4e3)) });
  var outcomes = [
    "geen_vervolg",
    "omgezet_in_advies",
    "overdracht",
    "lopende_hulp",
    "voorwaarden_en_vervolg",
    "onderzoek",
    "vto_rvdk",
    "al_in_onderzoek"
  ];
  var findings = ["bevestigd", "niet_bevestigd", "weerlegd", "niet_vast_te_stellen"];
  var urgency = word3("acuut", "spoed", "regulier");
  var sourceFields = {
    shield: must(word3("open", "beschermd_beroep", "beschermd_particulier")),
    ground: num2(1, 3)
  };
  var source2 = part("flow.Source", sourceFields);
  function checkSource(s, path) {
    if (s.shield === "beschermd_beroep" && s.ground === 0) throw absent(`${path}.ground`);
    if (s.shield !== "beschermd_beroep" && s.ground !== 0) {
      throw wrong(`${path}.ground`, "stands without beschermd_beroep");
    }
  }
  function checkWho(p, path) {
    if (p.givenNames === "" && p.familyName === "") throw absent(`${path}.familyName`);
    if (p.bsn !== "" && !elevenProof(p.bsn)) throw wrong(`${path}.bsn`, "is not a citizen service number");
  }
  function elevenProof(bsn) {
    if (!/^[0-9]{9}$/.test(bsn) || bsn === "000000000") return false;
    const sum = [...bsn].reduce((total, digit, i) => total + (i === 8 ? -1 : 9 - i) * Number(digit), 0);
    return sum % 11 === 0;
  }
  function checkPersons(persons, restrictions) {
    const byID = /* @__PURE__ */ new Map();
    for (const [i, p] of persons.entries()) {
      const path = `persons[${i}]`;
      checkWho(p, path);
      if (byID.has(p.id)) throw wrong(`${path}.id`, "stands twice");
      byID.set(p.id, p);
      if (!p.view && (p.role === "kind" || p.role === "ouder")) throw absent(`${path}.view`);
    }
    for (const [i, rule] of restrictions.entries()) {
      const path = `restrictions[${i}]`;
      const p = byID.get(rule.person);
      if (!p) throw wrong(`${path}.person`, "is nobody of this document");
      checkRestriction(rule, p, path);
    }
  }
  function checkRestriction(rule, p, path) {
    switch (rule.kind) {
      case "alleen_tijdvak":
        if (rule.window === "") throw absent(`${path}.window`);
        break;
      case "alleen_via":
        if (rule.via === "") throw absent(`${path}.via`);
        break;
      case "huisverbod_tot":
      case "contactverbod_tot":
        if (rule.until === "") throw absent(`${path}.until`);
        break;
      case "adres_geheim":
      case "opvanglocatie_geheim":
        if (p.address) throw wrong(path, "keeps an address secret that stands in this document");
        break;
      case "telefoon_geheim":
        if (p.phone !== "") throw wrong(path, "keeps a number secret that stands in this document");
        break;
    }
  }

  // src/flows/flow/exchange.ts
  var offerLife = 30 * 60;
  function live(offer2, now) {
    return offer2 !== void 0 && Math.floor(now) <= offer2.time + offerLife;
  }
  function standing(e) {
    return { entry: e.hash, seq: e.seq, party: e.party, to: e.to, member: e.author, time: e.time };
  }
  function certainty(x) {
    const i = x.entries.findLastIndex((e) => e.type === "accept" && e.code !== "E09");
    const accept2 = x.entries[i];
    if (!accept2) return "fixed";
    const signed2 = (m) => x.receipts.some((r) => r.entry === accept2.hash && r.author === m);
    const giver = x.entries[i - 1];
    const byGiver = giver?.type === "offer" && signed2(giver.author);
    const byReceiver = signed2(accept2.author);
    if (x.viewer !== "" && x.viewer === accept2.party) return byGiver ? "fixed" : "unconfirmed";
    if (x.viewer !== "" && x.viewer === giver?.party) return byReceiver ? "fixed" : "unconfirmed";
    return byGiver && byReceiver ? "fixed" : "unconfirmed";
  }

  // src/flows/flow/form.ts
  function form(name2, at, own, beside = {}) {
    const fields = { ...envelope, ...own };
    const shape = object2(fields);
    return {
      name: name2,
      in: at,
      fields,
      // Field by field this is what the rules read; the name is compared before.
      read: (o) => shape.read(o),
      check: (doc, kind2) => beside.check?.(doc, kind2),
      complete: (doc, fill2) => beside.complete?.(doc, fill2)
    };
  }
  var Index = class {
    flow;
    /** first is the form of a genesis when the caller names none. */
    first;
    /** kinds of the frame, the first by default; none when the flow has no kinds. */
    kinds;
    /** moves are the kinds in which custody moves. */
    moves;
    #forms;
    constructor(about, forms7) {
      this.flow = about.flow;
      this.first = about.first;
      this.kinds = about.kinds ?? [];
      this.moves = about.moves ?? [];
      this.#forms = new Map(forms7.map((f) => [f.name, f]));
    }
    /** forms lists the forms of the flow by name. */
    forms() {
      return [...this.#forms.values()].sort((a, b) => a.name < b.name ? -1 : 1);
    }
    /**
     * read reads a body that stands in an entry of type t in an exchange of this
     * kind ("" when not known). E19: an unknown form or a newer version. E10: it is
     * not what its form says, or may not stand there.
     */
    read(kind2, t, body) {
      const o = parse(body);
      const head3 = headOf(o);
      const form3 = this.#forms.get(head3.form);
      if (!form3 || head3.version > version) return fail("E19", "form is unknown or newer");
      const doc = form3.read(o);
      this.#check(kind2, t, form3, doc);
      return doc;
    }
    #check(kind2, t, form3, doc) {
      if (!form3.in.includes(t)) throw wrong(form3.name, `may not stand in a ${t}`);
      checkFields(form3.fields, { ...doc });
      checkFiles(doc.files);
      if ("frame" in form3.fields) this.#checkFrame(t, doc.frame);
      form3.check(doc, doc.frame ? doc.frame.kind : kind2);
    }
    /** #checkFrame: a genesis has a frame, a rekey may have one, nothing else has. */
    #checkFrame(t, f) {
      if (f === void 0) {
        if (t === "genesis") throw absent("frame");
        return;
      }
      if (t !== "genesis" && t !== "rekey") throw wrong("frame", "stands only where an exchange opens");
      if (f.flow !== this.flow) throw wrong("frame.flow", `is not ${this.flow}`);
      if (this.kinds.length > 0 && !this.kinds.includes(f.kind)) {
        throw wrong("frame.kind", `is not one of ${this.kinds.join(", ")}`);
      }
      if (this.kinds.length === 0 && f.kind !== "") throw wrong("frame.kind", "stands in a flow without kinds");
      if (f.custody === "moves" && !this.moves.includes(f.kind)) {
        throw wrong("frame.custody", "cannot move in an exchange of this kind");
      }
    }
    /**
     * complete makes a full body of a caller's document: form (of a genesis),
     * version, frame, author, files and what the form itself can fill in, such as a
     * due date counted by the term. Unknown fields and what stays missing are E10,
     * an unknown form E19.
     */
    complete(t, doc, fill2) {
      const o = parse(new TextEncoder().encode(text2(JSON.stringify(doc))));
      const form3 = this.#formOf(t, o);
      const d2 = form3.read({ ...o, form: form3.name, version });
      d2.author ??= fill2.author;
      d2.files = [...d2.files, ...fill2.files ?? []];
      const full = { ...fill2 };
      if ("frame" in form3.fields && t === "genesis") {
        d2.frame = this.#completeFrame(d2.frame, fill2.frame ?? {});
        full.frame = d2.frame;
      }
      form3.complete(d2, full);
      this.#check(full.frame?.kind ?? "", t, form3, d2);
      return encode(bare(form3.fields, { ...d2 }));
    }
    /** #formOf finds the form that a caller means; form and version may be left out. */
    #formOf(t, o) {
      const given3 = read2({ form: o["form"] ?? null, version: o["version"] ?? null }, head);
      const name2 = given3.form || (t === "genesis" ? this.first : "");
      if (name2 === "") throw absent("form");
      const form3 = this.#forms.get(name2);
      return form3 && given3.version <= version ? form3 : fail("E19", "form is unknown or newer");
    }
    #completeFrame(own, given3) {
      const o = own ?? frame.zero();
      const kind2 = o.kind || given3.kind || (this.kinds[0] ?? "");
      return {
        flow: o.flow || this.flow,
        kind: kind2,
        custody: o.custody || given3.custody || (this.moves.includes(kind2) ? "moves" : "stays"),
        terms: orTerms(o.terms, given3.terms ?? {}),
        freeDays: o.freeDays.length > 0 ? o.freeDays : [...given3.freeDays ?? []],
        norms: o.norms || (given3.norms ?? "")
      };
    }
  };
  var head = object2({ form: string, version: number2 });

  // src/flows/flow/shared.ts
  var formText = "message.text";
  var formAssigned = "assigned";
  var formRekeyed = "rekeyed";
  var formOffer = "custody.offer";
  var formAccept = "custody.acceptance";
  var formWithdrawn = "custody.withdrawn";
  function shared(name2) {
    return name2 === formText || name2 === formAssigned || name2 === formWithdrawn;
  }
  var message = form(formText, ["post"], { ...opening, text: must(text3()) });
  var assigned = form(formAssigned, ["post"], { member: maybe3(member) });
  var rekeyed = form(formRekeyed, ["rekey"], { ...opening, reason: text3() });
  var offered = form(
    formOffer,
    ["offer"],
    { summary: maybe3(hash), statement: must(text3(4e3)) },
    {
      complete(o) {
        o.statement ||= "Ik draag over wat onder mijn verantwoordelijkheid viel. Ik heb alles verteld wat nodig is.";
      }
    }
  );
  var accepted = form(
    formAccept,
    ["accept"],
    { coordinator: must(line2()), statement: must(text3(4e3)) },
    {
      complete(a, fill2) {
        a.coordinator ||= fill2.author?.name ?? "";
        a.statement ||= "Ik neem de verantwoordelijkheid over. Ik weet wat ik moet doen.";
      }
    }
  );
  var offerWithdrawn = form(formWithdrawn, ["post"], {
    offer: must(hash),
    reason: must(word3("withdrawn", "expired", "other"))
  });
  var sharedForms = [message, assigned, rekeyed, offered, accepted, offerWithdrawn];
  function newIndex(about, ...forms7) {
    const text4 = about.first === formText ? { ...message, in: ["genesis", "post"] } : message;
    const all2 = [...forms7, text4, ...sharedForms.slice(1)];
    return new Index(about, all2);
  }

  // src/flows/flow/next.ts
  function nextSteps(t, s) {
    const next3 = {};
    for (const p of t.x.parties) {
      const list6 = steps(t, p, s);
      if (unread(t, p)) list6.push("receipt");
      next3[p] = [...new Set(list6)].sort();
    }
    return next3;
  }
  function steps(t, p, s) {
    if (t.x.closed) return [];
    const isMember = partyKind(p) !== "r";
    const owner = p === t.x.owner;
    const last = t.x.entries.at(-1);
    if (last?.type === "leave" && last.code !== "E09") return isMember && p !== last.party ? ["rekey"] : [];
    const offer2 = t.x.offer;
    if (offer2 && live(offer2, t.now)) return whileOffered(t, p, s, offer2);
    const list6 = [formText, ...s.forms?.(p) ?? []];
    if (recallable(t, p)) list6.push("recall");
    if (!isMember) return list6;
    list6.push(formAssigned, "rekey");
    if (offer2?.party === p) list6.push(formWithdrawn);
    if (!owner) list6.push("leave");
    else if (!s.keepOpen) list6.push("close");
    if (owner && !s.noOffer && t.x.parties.some((q) => q !== p && partyKind(q) !== "r")) list6.push("offer");
    return list6;
  }
  function whileOffered(t, p, s, o) {
    const list6 = [];
    if (p === o.party) list6.push(formWithdrawn);
    if (p === o.to) {
      if (!s.noOffer) list6.push("accept");
      if (s.decline) list6.push(s.decline);
    }
    if (p === t.x.owner && !s.keepOpen) list6.push("close");
    else if (p !== t.x.owner && partyKind(p) !== "r") list6.push("leave");
    return list6;
  }
  function unread(t, p) {
    const seen2 = new Set(t.x.receipts.filter((r) => r.party === p).map((r) => r.entry));
    return t.x.entries.some((e) => e.state === "readable" && e.party !== p && !seen2.has(e.hash));
  }
  function recallable(t, p) {
    return t.x.entries.some(
      (e, i) => e.party === p && e.state !== "recalled" && e.code !== "E09" && (e.type === "post" || i === 0 && t.x.entries.length === 1)
    );
  }
  function allowed(s, p, step3) {
    return s.next[p]?.includes(step3) ? void 0 : refusal(s.status, s.next[p] ?? [], step3);
  }
  function refusal(status, possible2, step3) {
    const instead = possible2.join(", ") || "nothing";
    return new SluisError("E29", `${step3} is not possible in status ${status}; possible: ${instead}`);
  }
  function stepOf(t, form3) {
    return t === "post" ? form3 : t;
  }
  function admit(t, s, e, refuse) {
    const doc = e.body && t.index.read(t.frame.kind, e.type, e.body);
    if (doc?.frame && e.type === "rekey" && t.frame.flow !== "" && !sameFrame(t.frame, doc.frame)) {
      throw wrong("frame", "is not that of the exchange");
    }
    if (e.type === "genesis") return;
    throwIf(allowed(s, e.party, stepOf(e.type, doc?.form ?? "")));
    if (!doc || e.type !== "post") return;
    const a = t.act({ ...e, state: "readable", doc }, t.x.owner, t.x.offer);
    const d2 = doc;
    if (d2.form === offerWithdrawn.name && "offer" in d2 && d2.offer !== a.offer?.entry) {
      throw wrong("offer", "is not the offer that stands");
    }
    throwIf(refuse(a));
  }
  function throwIf(refused) {
    if (refused) throw refused;
  }

  // src/flows/flow/tally.ts
  var Tally = class {
    /**
     * The bodies of x are read. Entries without effect (E09) are left out; bodies
     * that cannot be read stay as acts without a document.
     */
    constructor(x, index, now) {
      this.x = x;
      this.index = index;
      this.now = now;
      const docs = /* @__PURE__ */ new Map();
      for (const e of x.entries) {
        if (e.type !== "genesis" && e.type !== "rekey") continue;
        const doc = this.#read(e);
        docs.set(e, doc);
        if (doc?.frame) {
          this.frame = doc.frame;
          break;
        }
      }
      let owner = x.entries[0]?.party ?? "";
      let offer2;
      for (const [i, e] of x.entries.entries()) {
        if (i === 0) this.#begin(e);
        if (e.code === "E09") {
          offer2 = void 0;
          continue;
        }
        const a = this.act(docs.get(e) ? { ...e, doc: docs.get(e) } : e, owner, offer2);
        this.acts.push(a);
        this.#follow(e, owner, a);
        owner = e.owner;
        offer2 = e.type === "offer" ? standing(e) : void 0;
      }
    }
    x;
    index;
    now;
    /** frame is the first one that can be read; an empty one without. */
    frame = noFrame();
    acts = [];
    #sides = /* @__PURE__ */ new Map();
    /** act makes an act of an entry that stands, or would stand, at the end. */
    act(e, owner, offer2) {
      const doc = this.#read(e);
      return { ...e, owner, side: this.sideOf(e.party), offer: offer2, doc, form: doc?.form ?? "" };
    }
    #read(e) {
      if (e.state !== "readable" || e.code === "E09") return void 0;
      if (e.doc) return e.doc;
      if (!e.body) return void 0;
      try {
        return this.index.read(this.frame.kind, e.type, e.body);
      } catch {
        return void 0;
      }
    }
    #begin(e) {
      for (const p of e.parties) this.#sides.set(p, "other");
      this.#sides.set(e.party, "own");
    }
    /** #follow moves parties between sides as entries change the set or the owner. */
    #follow(e, before, a) {
      if (e.type === "accept") this.#sides.set(e.owner, "own");
      if (e.type !== "rekey") return;
      const replaced2 = e.party !== before && !e.parties.includes(e.party);
      const joined = e.parties.filter((p) => !this.#sides.has(p));
      for (const p of this.#sides.keys()) {
        if (!e.parties.includes(p)) this.#sides.delete(p);
      }
      let side = "bystander";
      if (replaced2) side = a.side;
      else if (![...this.#sides.values()].includes("other")) side = "other";
      for (const p of joined) this.#sides.set(p, side);
    }
    /** sideOf a party now. */
    sideOf(p) {
      return this.#sides.get(p) ?? "bystander";
    }
    /** partyOn gives a party on a side now, the first by name, "" when there is none. */
    partyOn(side) {
      return [...this.x.parties].sort().find((p) => this.#sides.get(p) === side) ?? "";
    }
    /** readBy says whether a party on this side signed a receipt on the entry. */
    readBy(entry, side) {
      return this.x.receipts.some((r) => r.entry === entry && this.sideOf(r.party) === side);
    }
    /** readByOther says whether any party but the author's signed a receipt on it. */
    readByOther(e) {
      return this.x.receipts.some((r) => r.entry === e.hash && r.party !== e.party);
    }
    /** status is the base of what a fold answers. */
    status() {
      return {
        flow: this.index.flow,
        kind: this.frame.kind,
        status: "",
        overdue: false,
        due: "",
        custody: "",
        certainty: "",
        offer: live(this.x.offer, this.now) ? this.x.offer : void 0,
        duties: [],
        drafts: [],
        next: {}
      };
    }
    /** certainty of who owns the exchange. */
    certainty() {
      return certainty(this.x);
    }
  };

  // src/crypto/chain/entry.ts
  var types2 = [
    "genesis",
    // begins the exchange: its parties and the first document
    "post",
    // says something
    "rekey",
    // opens a new epoch: a new case key, perhaps other parties
    "offer",
    // offers ownership to one party
    "accept",
    // takes it, signed by both sides
    "close",
    // ends the exchange
    "recall",
    // takes a post back, or a genesis that is still alone
    "leave"
    // a party goes
  ];
  var minCT = 5755;
  var maxCT = 272059;
  var unboundFields = [
    once("xid", isHash),
    once("seq", isNum),
    once("prev", isHash),
    once("epoch", isNum),
    once("type", oneOf(...types2)),
    once("party", isParty),
    once("org", isID),
    once("author", isID),
    once("key", isID),
    once("time", isNum),
    once("cp", isNum, isHash),
    once("nonce", isID),
    maybe("to", isParty),
    maybe("target", isHash),
    maybe("rcpt", isHash),
    any("grant", isParty, isNum, isHash, isHash),
    any("blob", isHash, isNum),
    maybe("body", isHash),
    maybe("ct", isHash, isNum)
  ];
  var unboundForm = new Form({ label: "entry", fields: unboundFields });
  var entryForm = new Form({
    label: "entry",
    fields: [...unboundFields, some("bind", isNum, isHash)],
    minSigs: 1,
    maxSigs: 2
  });
  function parse2(raw2) {
    const e = parseAnySigned(raw2);
    const wanted = e.type === "accept" ? 2 : 1;
    const has2 = e.note.sigs.length;
    if (has2 !== wanted) fail("E01", `${e.type} with ${has2} signature lines, want ${wanted}`);
    return e;
  }
  function parseAnySigned(raw2) {
    const n = entryForm.parse(raw2);
    const h = header(n);
    if (h.type === "genesis" && h.xid !== ZeroHash) fail("E01", "genesis names an exchange");
    checkShape(h);
    checkBindCount(h);
    const xid2 = h.type === "genesis" ? hashOf(n.signed) : h.xid;
    return { ...h, xid: xid2, note: n, hash: n.hash() };
  }
  function header(n) {
    const [ct = "", ctSize = "0"] = n.all("ct")[0] ?? [];
    return {
      xid: n.get("xid"),
      seq: n.num("seq"),
      prev: n.get("prev"),
      epoch: n.num("epoch"),
      type: typeOf(n.get("type")),
      party: n.get("party"),
      org: n.get("org"),
      author: n.get("author"),
      key: n.get("key"),
      time: n.num("time"),
      cp: checkpoint(n),
      nonce: n.get("nonce"),
      to: n.get("to"),
      target: n.get("target"),
      rcpt: n.get("rcpt"),
      grants: n.all("grant").map(([party2 = "", epoch = "", key = "", file3 = ""]) => ({
        party: party2,
        epoch: Number(epoch),
        key,
        file: file3
      })),
      blobs: n.all("blob").map(([root = "", size2 = ""]) => ({ root, size: Number(size2) })),
      body: n.get("body"),
      ct,
      ctSize: Number(ctSize),
      // The lines stand bytewise, so that 10 comes before 9.
      binds: n.all("bind").map(([epoch = "", value = ""]) => ({ epoch: Number(epoch), value })).sort((a, b) => a.epoch - b.epoch)
    };
  }
  function typeOf(s) {
    return types2.find((t) => t === s) ?? fail("E01", "entry of an unknown type");
  }
  function checkpoint(n) {
    const [size2 = "0", root = ZeroHash] = n.all("cp")[0] ?? [];
    return { size: Number(size2), root };
  }
  function carries(type) {
    return {
      body: ["genesis", "post", "rekey", "offer", "accept"].includes(type),
      grants: type === "genesis" || type === "rekey",
      blobs: type === "genesis" || type === "post"
    };
  }
  function checkShape(h) {
    const { type } = h;
    const { body, grants, blobs } = carries(type);
    if (type === "genesis" && (h.seq !== 0 || h.prev !== ZeroHash || h.epoch !== 0)) {
      fail("E01", "genesis is not the first entry of epoch 0");
    }
    if (h.to !== "" !== (type === "offer")) fail("E01", `${type} with or without a to line`);
    if (h.target !== "" !== (type === "recall")) fail("E01", `${type} with or without a target line`);
    if (h.rcpt !== "" !== body) fail("E01", `${type} with or without an rcpt line`);
    if (h.body !== "" !== body) fail("E01", `${type} with or without a body line`);
    if (h.ct !== "" !== body) fail("E01", `${type} with or without a ct line`);
    if (h.grants.length > 0 && !grants) fail("E01", `${type} with grant lines`);
    if (h.blobs.length > 0 && !blobs) fail("E01", `${type} with blob lines`);
    if (h.ct !== "" && (h.ctSize < minCT || h.ctSize > maxCT)) {
      fail("E01", `ciphertext of ${h.ctSize} bytes, want ${minCT} to ${maxCT}`);
    }
    checkNoLog(h.cp);
  }
  function checkNoLog(cp) {
    if (cp.size === 0 !== (cp.root === ZeroHash)) fail("E01", `checkpoint of size ${cp.size} has the wrong root`);
  }
  function checkBindCount(h) {
    const wanted = h.type === "rekey" ? 2 : 1;
    if (h.binds.length !== wanted) fail("E01", `${h.type} with ${h.binds.length} bind lines, want ${wanted}`);
  }
  function unbound(h) {
    checkShape(h);
    return unboundForm.build(...linesOf(h));
  }
  function signed(h) {
    checkShape(h);
    checkBindCount(h);
    return entryForm.build(...linesOf(h), ...h.binds.map((b) => line("bind", String(b.epoch), b.value)));
  }
  function linesOf(h) {
    const maybeLine = (name2, value) => value === "" ? [] : [line(name2, value)];
    return [
      line("xid", h.type === "genesis" ? ZeroHash : h.xid),
      line("seq", String(h.seq)),
      line("prev", h.prev),
      line("epoch", String(h.epoch)),
      line("type", h.type),
      line("party", h.party),
      line("org", h.org),
      line("author", h.author),
      line("key", h.key),
      line("time", String(h.time)),
      line("cp", String(h.cp.size), h.cp.root),
      line("nonce", h.nonce),
      ...maybeLine("to", h.to),
      ...maybeLine("target", h.target),
      ...maybeLine("rcpt", h.rcpt),
      ...h.grants.map((g) => line("grant", g.party, String(g.epoch), g.key, g.file)),
      ...h.blobs.map((b) => line("blob", b.root, String(b.size))),
      ...maybeLine("body", h.body),
      ...h.ct === "" ? [] : [line("ct", h.ct, String(h.ctSize))]
    ];
  }

  // src/crypto/chain/state.ts
  var hashDigits = 32;
  var postDigits = hashDigits + 8;
  function withPost(posts, hash2, party2) {
    return posts + hash2.slice(0, hashDigits) + party2.toString(16).padStart(postDigits - hashDigits, "0");
  }
  function findPost(posts, hash2) {
    const wanted = hash2.slice(0, hashDigits);
    let at = posts.indexOf(wanted);
    while (at >= 0 && at % postDigits !== 0) at = posts.indexOf(wanted, at + 1);
    return at < 0 ? void 0 : parseInt(posts.slice(at + hashDigits, at + postDigits), 16);
  }
  function has(s, p) {
    return s.set.includes(p);
  }
  function restricted(s) {
    return hasKind(s.set, "m");
  }
  function hasKind(set2, kind2) {
    return set2.some((p) => partyKind(p) === kind2);
  }
  function hasMailbox(s) {
    return s.known.some((k) => partyKind(k.party) === "r");
  }
  function find(s, p) {
    return s.known.find((k) => k.party === p);
  }
  function rcptOf(s) {
    return s.rcpts[s.epoch] ?? fail("E01", "state without a recipient for its epoch");
  }
  function may(s, p, type) {
    return whyNot(s, p, type) === void 0;
  }
  function checkMay(s, p, type) {
    const why2 = whyNot(s, p, type);
    if (why2 !== void 0) fail("E05", `${type}: ${why2}`);
  }
  function whyNot(s, p, type) {
    if (s.closed) return "the exchange is closed";
    if (!has(s, p)) return "not a party of the exchange";
    if (s.leaving !== "" && type !== "rekey") return "a party has left, first the rekey without it";
    if (s.leaving === p) return "the party has left";
    if (partyKind(p) === "r" && type !== "post" && type !== "recall") return "a mailbox only posts and recalls its own";
    if ((type === "offer" || type === "close") && p !== s.owner) return "not the owner";
    if (type === "offer" && !s.set.some((q) => mayOwn(s, q))) return "no other party can own the exchange";
    if (type === "accept" && s.offer?.to !== p) return "no offer to this party stands";
    if (type === "leave" && p === s.owner) return "the owner stays";
    if (type === "genesis") return "the exchange has begun";
    return void 0;
  }
  function mayOwn(s, p) {
    return p !== s.owner && partyKind(p) !== "r";
  }

  // src/crypto/chain/set.ts
  function checkGrants(e) {
    const seen2 = /* @__PURE__ */ new Set();
    for (const g of e.grants) {
      const at = `${g.party} ${g.epoch}`;
      if (seen2.has(at)) fail("E05", `${e.type}: two grants of epoch ${g.epoch} to one party`);
      seen2.add(at);
      if (g.epoch > e.epoch) fail("E05", `${e.type}: grant of epoch ${g.epoch}`);
    }
  }
  function newSet(e) {
    return e.grants.filter((g) => g.epoch === e.epoch).map((g) => g.party).sort();
  }
  function checkRekey(s, e, v) {
    checkGrants(e);
    const set2 = newSet(e);
    if (s.rcpts.includes(e.rcpt)) fail("E05", "rekey: its recipient was used before");
    for (const g of e.grants) {
      if (g.epoch === e.epoch) continue;
      if (e.party !== s.owner) fail("E05", "rekey: older epochs are the owner's to give");
      if (!set2.includes(g.party)) fail("E05", "rekey: an older epoch to a party outside the set");
    }
    const wanted = s.leaving === "" ? s.set : without(s.set, s.leaving);
    if (equal(set2, wanted)) return { set: set2, plain: true };
    if (s.leaving !== "") fail("E05", "rekey: the set is not the one without the party that left");
    if (e.party === s.owner) checkChange(s, e, set2, v);
    else checkReplace(s, e, set2, v);
    return { set: set2, plain: false };
  }
  function checkChange(s, e, set2, v) {
    if (!set2.includes(s.owner)) fail("E05", "rekey: the owner without itself");
    for (const p of set2) {
      if (has(s, p)) continue;
      if (partyKind(p) === "r") fail("E05", "rekey: a mailbox is never added");
      if (!hasMailbox(s)) continue;
      if (partyKind(p) !== "t") fail("E05", "rekey: only a team is added beside a mailbox");
      checkSameOrg(s.owner, p, e, v);
    }
  }
  function checkReplace(s, e, set2, v) {
    if (restricted(s)) {
      fail("E05", "rekey: no team replaces itself in a restricted exchange");
    }
    const rest = without(s.set, e.party);
    const added = set2.find((p) => !rest.includes(p));
    if (added === void 0 || !equal(without(set2, added), rest)) {
      return fail("E05", "rekey: only the owner changes the set");
    }
    if (partyKind(added) !== "t") fail("E05", "rekey: a team is replaced by a team");
    checkSameOrg(e.party, added, e, v);
  }
  function checkSameOrg(a, b, e, v) {
    if (v.partyOrg(a, e.cp) !== v.partyOrg(b, e.cp)) fail("E05", "rekey: a team of another organisation");
  }
  function checkGrantKeys(e, v) {
    for (const g of e.grants) v.partyKey(g.party, g.key, e.cp);
  }
  function without(set2, p) {
    return set2.filter((q) => q !== p);
  }
  function equal(a, b) {
    return a.length === b.length && a.every((p, i) => p === b[i]);
  }

  // src/crypto/chain/append.ts
  var offerLife2 = 1800;
  async function begin(e, v) {
    if (e.type !== "genesis") fail("E02", "the exchange does not begin with a genesis");
    checkGrants(e);
    const set2 = newSet(e);
    if (hasKind(set2, "r") && partyKind(e.party) !== "t") fail("E05", "genesis: with a mailbox, but not by a team");
    if (!set2.includes(e.party)) fail("E05", "genesis: no grant to its own party");
    if (hasKind(set2, "r") && set2.length !== 2) fail("E05", "genesis: a mailbox has one team and nobody else");
    if (firstBind(e) !== 0) fail("E05", `genesis: bind of epoch ${firstBind(e)}`);
    checkAuthor(e.type, e);
    checkGrantKeys(e, v);
    await checkSignature(e, v);
    return after(void 0, e, set2);
  }
  async function append(s, e, v) {
    const set2 = check(s, e, v);
    await checkSignature(e, v);
    if (e.type === "accept") await offeringKey(s, e, v).check(e.note);
    return after(s, e, set2);
  }
  async function checkAccept(s, signed2, sig, v) {
    const e = parseAnySigned(attach(signed2, sig));
    if (e.note.sigs.length !== 1) fail("E01", "co-signature asked over bytes that hold a signature");
    if (e.type !== "accept") fail("E05", `co-signature asked for a ${e.type}`);
    check(s, e, v);
    await checkSignature(e, v);
    offeringKey(s, e, v);
    return e;
  }
  function check(s, e, v) {
    checkPlace(s, e);
    checkMay(s, e.party, e.type);
    checkAuthor(e.type, e);
    let set2 = s.set;
    let lower2 = e.type === "close";
    if (e.type === "rekey") ({ set: set2, plain: lower2 } = checkRekey(s, e, v));
    else if (e.type === "offer") checkOffer(s, e);
    else if (e.type === "accept") checkAcceptance(s, e);
    else if (e.type === "recall") checkRecall(s, e);
    if (e.type !== "rekey" && e.rcpt !== "" && e.rcpt !== rcptOf(s)) {
      fail("E05", `${e.type}: rcpt is not that of epoch ${s.epoch}`);
    }
    checkBinds(s, e, lower2);
    checkGrantKeys(e, v);
    return set2;
  }
  function checkPlace(s, e) {
    if (e.xid !== s.xid) fail("E05", "entry of another exchange");
    if (e.seq === s.seq && e.hash !== s.head) fail("E03", `two entries for seq ${e.seq}`);
    if (e.seq !== s.seq + 1) fail("E02", `entry ${e.seq} after entry ${s.seq}`);
    if (e.prev !== s.head) fail("E03", `entry ${e.seq} follows another entry ${s.seq}`);
    if (e.time < s.time) fail("E05", "time falls");
    if (e.cp.size < s.cp.size) fail("E05", "checkpoint falls");
    if (e.cp.size === s.cp.size && e.cp.root !== s.cp.root) fail("E11", `two roots for log size ${e.cp.size}`);
    const epoch = e.type === "rekey" ? s.epoch + 1 : s.epoch;
    if (e.epoch !== epoch) fail("E05", `${e.type} of epoch ${e.epoch}, want ${epoch}`);
  }
  function checkAuthor(what, by) {
    const kind2 = partyKind(by.party);
    if (kind2 !== "t" && by.author !== by.party.slice(1)) fail("E05", `${what}: author is not its party`);
    if (kind2 === "r" && by.org !== ZeroID) fail("E05", `${what}: a mailbox has no organisation`);
  }
  function checkOffer(s, e) {
    if (!has(s, e.to)) fail("E05", "offer: to is not a party");
    if (!mayOwn(s, e.to)) fail("E05", "offer: to is the owner or a mailbox");
  }
  function checkAcceptance(s, e) {
    const offer2 = standing2(s);
    if (e.time - offer2.time > offerLife2) fail("E05", `accept: ${e.time - offer2.time} seconds after its offer`);
    if (e.author === offer2.member) fail("E05", "accept: by the offering member");
    if (e.key === offer2.key) fail("E05", "accept: with the offering key");
  }
  function standing2(s) {
    return s.offer ?? fail("E05", "accept: no offer stands");
  }
  function offeringKey(s, e, v) {
    const { party: party2, org, member: member2, key, ...offer2 } = standing2(s);
    if (offer2.void) fail("E09", "accept: its offer has no effect");
    return v.signer({ xid: s.xid, seq: e.seq, party: party2, org, author: member2, key, time: e.time, cp: e.cp });
  }
  function checkRecall(s, e) {
    if (s.seq === 0 && e.target === s.head) {
      if (e.party !== s.owner) fail("E05", "recall: a genesis of another party");
      return;
    }
    const place5 = findPost(s.posts, e.target);
    if (place5 === void 0) return fail("E05", "recall: target is not a post, nor a genesis that is alone");
    if (e.party !== s.owner && e.party !== s.known[place5]?.party) fail("E05", "recall: a post of another party");
  }
  function checkBinds(s, e, lower2) {
    const first2 = firstBind(e);
    if (e.type === "rekey" && e.binds.at(-1)?.epoch !== e.epoch) fail("E05", `rekey: no bind of epoch ${e.epoch}`);
    if (first2 > s.epoch) fail("E05", `${e.type}: bind of epoch ${first2}`);
    if (first2 < s.epoch && !lower2) fail("E05", `${e.type}: bind of epoch ${first2}, want ${s.epoch}`);
    if (first2 + 1 < (find(s, e.party)?.wrote ?? 0)) {
      fail("E05", `${e.type}: bind of epoch ${first2} by a party that wrote later`);
    }
  }
  function firstBind(e) {
    return e.binds[0]?.epoch ?? fail("E01", `${e.type} without a bind line`);
  }
  async function checkSignature(e, v) {
    const { xid: xid2, seq, party: party2, org, author: author3, key, time: time2, cp } = e;
    await v.signer({ xid: xid2, seq, party: party2, org, author: author3, key, time: time2, cp }).check(e.note);
  }
  function after(s, e, set2) {
    const head3 = e.hash;
    const opens = e.type === "genesis" || e.type === "rekey";
    const known = opens ? meet(s?.known ?? [], set2, e.epoch) : s?.known ?? [];
    const author3 = known.findIndex((k) => k.party === e.party);
    const posts = s?.posts ?? "";
    return {
      xid: e.xid,
      seq: e.seq,
      head: head3,
      time: e.time,
      cp: e.cp,
      epoch: e.epoch,
      rcpts: opens ? [...s?.rcpts ?? [], e.rcpt] : s?.rcpts ?? [],
      set: set2,
      owner: s === void 0 || e.type === "accept" ? e.party : s.owner,
      offer: e.type === "offer" ? offerOf(e, head3) : null,
      leaving: e.type === "leave" ? e.party : "",
      closed: e.type === "close" || e.type === "recall" && s?.seq === 0 && e.target === s.head,
      known: known.map((k, i) => i === author3 ? { ...k, wrote: e.epoch + 1 } : k),
      posts: e.type === "post" ? withPost(posts, head3, author3) : posts
    };
  }
  function meet(known, set2, epoch) {
    const before = known.map((k) => set2.includes(k.party) ? { ...k, until: epoch } : k);
    const fresh = set2.filter((p) => !known.some((k) => k.party === p));
    return [...before, ...fresh.map((party2) => ({ party: party2, until: epoch, wrote: 0 }))];
  }
  function offerOf(e, entry) {
    const { seq, party: party2, to, org, author: member2, key, time: time2 } = e;
    return { entry, seq, party: party2, to, org, member: member2, key, time: time2, void: false };
  }

  // src/crypto/chain/blob.ts
  function blobRoot(size2, pieceHashes) {
    const length2 = new Uint8Array(8);
    new DataView(length2.buffer).setBigUint64(0, BigInt(size2));
    return hashOf(concat(utf8("sluis.v1/blob\n"), length2, ...pieceHashes));
  }

  // src/crypto/chain/receipt.ts
  var receiptForm = new Form({
    label: "receipt",
    fields: [
      once("xid", isHash),
      once("entry", isHash),
      once("party", isParty),
      once("org", isID),
      once("author", isID),
      once("key", isID),
      once("time", isNum),
      once("cp", isNum, isHash)
    ],
    minSigs: 1,
    maxSigs: 1
  });
  function newReceipt(e, now, cp) {
    return {
      xid: e.xid,
      entry: e.hash,
      party: "",
      org: "",
      author: "",
      key: "",
      time: Math.max(now, e.time),
      cp: cp.size > e.cp.size ? cp : e.cp
    };
  }
  function signedReceipt(r) {
    return receiptForm.build(
      line("xid", r.xid),
      line("entry", r.entry),
      line("party", r.party),
      line("org", r.org),
      line("author", r.author),
      line("key", r.key),
      line("time", String(r.time)),
      line("cp", String(r.cp.size), r.cp.root)
    );
  }
  function parseReceipt(raw2) {
    const n = receiptForm.parse(raw2);
    const cp = checkpoint(n);
    checkNoLog(cp);
    return {
      xid: n.get("xid"),
      entry: n.get("entry"),
      party: n.get("party"),
      org: n.get("org"),
      author: n.get("author"),
      key: n.get("key"),
      time: n.num("time"),
      cp,
      note: n
    };
  }
  async function checkReceipt(s, r, e, v) {
    if (r.xid !== s.xid || e.xid !== s.xid) fail("E05", "receipt of another exchange");
    if (r.entry !== e.hash) fail("E05", "receipt on another entry");
    const known = find(s, r.party);
    if (known === void 0 || known.until < e.epoch) {
      fail("E05", "receipt by a party that was gone before the entry, or never there");
    }
    if (r.author === e.author && e.type !== "accept") fail("E05", "receipt on an own entry");
    if (r.time < e.time) fail("E05", "receipt from before its entry");
    if (r.cp.size < e.cp.size) fail("E05", "receipt with a checkpoint from before its entry");
    if (r.cp.size === e.cp.size && r.cp.root !== e.cp.root) fail("E11", `two roots for log size ${r.cp.size}`);
    checkAuthor("receipt", r);
    const { xid: xid2, party: party2, org, author: author3, key, time: time2, cp } = r;
    await v.signer({ xid: xid2, seq: e.seq, party: party2, org, author: author3, key, time: time2, cp }).check(r.note);
  }

  // src/crypto/chain/replay.ts
  var nothing = { state: null, verdicts: [], end: null, endBy: null };
  async function extend(r, entries, v, o) {
    if (r.end !== null) return r;
    let { state } = r;
    const verdicts = [...r.verdicts];
    for (const e of entries) {
      const stepped = await step2(state, e, v, o);
      if (stepped instanceof SluisError) return { state, verdicts, end: stepped, endBy: e };
      state = stepped.state;
      verdicts.push(stepped.verdict);
    }
    return { state, verdicts, end: null, endBy: null };
  }
  async function step2(s, e, v, o) {
    let state;
    try {
      state = s === null ? await begin(e, v) : await append(s, e, v);
    } catch (err) {
      if (err instanceof SluisError) return err;
      throw err;
    }
    const binds = await checkBindValues(e, o);
    const verdict2 = { entry: e, effect: true, checked: binds !== "unknown", code: "" };
    if (binds !== "wrong") return { state, verdict: verdict2 };
    const without2 = { ...verdict2, effect: false, code: "E09" };
    switch (e.type) {
      case "post":
      case "recall":
        return { state, verdict: without2 };
      case "offer":
        return { state: { ...state, offer: state.offer && { ...state.offer, void: true } }, verdict: without2 };
      default:
        return new SluisError("E09", `${e.type}: signed and sealed text do not belong together`);
    }
  }
  async function checkBindValues(e, o) {
    if (o === void 0) return "unknown";
    if (e.type === "genesis" || e.type === "rekey") await o.admit(e);
    let all2 = "right";
    for (const b of e.binds) {
      const fits = await o.bind(e, b.epoch);
      if (fits === void 0) all2 = "unknown";
      else if (!fits) return "wrong";
    }
    return all2;
  }

  // src/crypto/seal/pad.ts
  var padFloor = 4096;
  function pad(n) {
    const length2 = Math.max(n, padFloor);
    const exponent = bitLength(length2) - 1;
    const mantissa = bitLength(exponent);
    const step3 = 2 ** (exponent - mantissa);
    return Math.ceil(length2 / step3) * step3;
  }
  function bitLength(n) {
    const high = Math.floor(n / 2 ** 32);
    return high > 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(n);
  }

  // src/crypto/seal/seal.ts
  function seal(to, plain) {
    return encrypt(plain, [to]);
  }
  async function open2(by, file3) {
    oneStanza(file3);
    return decrypt(file3, by.text());
  }
  function oneStanza(file3) {
    const n = stanzas(file3);
    if (n !== 1) fail("E14", `sealed to ${n} keys, want 1`);
  }

  // src/crypto/seal/body.ts
  var freshSize = 32;
  var bodyLabel = "sluis.v1/body\n";
  var bodyHead = freshSize + bodyLabel.length + 4;
  var MaxJSON = 256 << 10;
  function newBody(json) {
    if (json.length > MaxJSON) fail("E10", `body of ${json.length} bytes, at most ${MaxJSON}`);
    const plain = new Uint8Array(pad(bodyHead + json.length));
    plain.set(randomBytes(freshSize));
    plain.set(utf8(bodyLabel), freshSize);
    view2(plain).setUint32(bodyHead - 4, json.length);
    plain.set(json, bodyHead);
    return { plain, hash: hashOf(plain) };
  }
  function readBody2(plain, want) {
    if (hashOf(plain) !== want) fail("E08", "body is not the one that was signed for");
    if (plain.length < bodyHead) fail("E10", `body of ${plain.length} bytes is too short`);
    if (ascii(plain.subarray(freshSize, bodyHead - 4)) !== bodyLabel) fail("E10", "body has no label");
    const size2 = view2(plain).getUint32(bodyHead - 4);
    if (size2 > MaxJSON) fail("E10", `body of ${size2} bytes, at most ${MaxJSON}`);
    if (plain.length !== pad(bodyHead + size2)) fail("E10", "body is not padded to its length");
    if (!zero(plain.subarray(bodyHead + size2))) fail("E10", "body is padded with something");
    return plain.subarray(bodyHead, bodyHead + size2);
  }
  function bind(by, before) {
    return toHex(hmac(sha256, expand2(by.seed(), utf8("sluis.v1/bind"), 32), before));
  }
  function zero(bytes3) {
    return bytes3.every((c) => c === 0);
  }
  function view2(bytes3) {
    return new DataView(bytes3.buffer, bytes3.byteOffset, bytes3.length);
  }

  // src/crypto/seal/stream.ts
  var chunkSize2 = 64 << 10;
  function streamOf(parts) {
    const source3 = {
      async pull(controller) {
        const { done, value } = await parts.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await parts.return();
      }
    };
    return new ReadableStream(source3, { highWaterMark: 0 });
  }
  function* chunks(bytes3) {
    for (let at = 0; at < bytes3.length; at += chunkSize2) yield bytes3.subarray(at, at + chunkSize2);
  }

  // src/crypto/seal/frame.ts
  var frameHead = 8;
  function frame2(src, size2) {
    if (!Number.isInteger(size2) || size2 < 0 || size2 > MaxNum / 2) {
      fail("E10", `an attachment of ${size2} bytes cannot be sealed`);
    }
    return streamOf(framed(src, size2));
  }
  async function* framed(src, size2) {
    const head3 = new Uint8Array(frameHead);
    new DataView(head3.buffer).setBigUint64(0, BigInt(size2));
    yield head3;
    yield* exactly(src, size2);
    for (let left = pad(frameHead + size2) - frameHead - size2; left > 0; left -= chunkSize2) {
      yield new Uint8Array(Math.min(left, chunkSize2));
    }
  }
  async function* exactly(src, size2) {
    let left = size2;
    for await (const part2 of src) {
      if (part2.length > left) fail("E10", "attachment is longer than was said");
      left -= part2.length;
      yield* chunks(new Uint8Array(part2));
    }
    if (left > 0) fail("E10", `attachment is ${left} bytes shorter than was said`);
  }
  var Unframer = class {
    /** What the sink threw, if it did. */
    failed;
    #sink;
    #head = new Uint8Array(frameHead);
    #bad;
    // of the layout
    #size = 0;
    // of the content
    #left = 0;
    // of the content, still to come
    #total = 0;
    // bytes seen
    constructor(sink) {
      this.#sink = sink;
    }
    /**
     * Fails only when the sink does. After a wrong layout it goes on without writing,
     * so that damage further on is still found first.
     */
    async write(part2) {
      const rest = part2.subarray(this.#readHead(part2));
      const content = rest.subarray(0, Math.min(rest.length, this.#left));
      this.#left -= content.length;
      if (content.length > 0 && this.#bad === void 0) await this.#pass(content);
      if (!zero(rest.subarray(content.length))) {
        this.#bad = new SluisError("E10", "attachment is padded with something");
      }
    }
    /** Is asked at the end of the file. */
    verdict() {
      if (this.#bad !== void 0) throw this.#bad;
      if (this.#size > this.#total) fail("E10", "attachment is shorter than it says");
      if (this.#total !== pad(frameHead + this.#size)) fail("E10", "attachment is not padded to its length");
    }
    /** Takes what belongs to the first 8 bytes, and tells how many that were. */
    #readHead(part2) {
      const seen2 = this.#total;
      this.#total += part2.length;
      if (seen2 >= frameHead) return 0;
      const head3 = part2.subarray(0, frameHead - seen2);
      this.#head.set(head3, seen2);
      if (seen2 + head3.length === frameHead) {
        this.#size = Number(new DataView(this.#head.buffer).getBigUint64(0));
        this.#left = this.#size;
      }
      return head3.length;
    }
    async #pass(content) {
      try {
        await this.#sink(content);
      } catch (error) {
        this.failed = { error };
        throw error;
      }
    }
  };

  // src/crypto/seal/pieces.ts
  var PieceSize = 1 << 20;
  async function digest(piece) {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", piece));
  }
  var PieceWriter = class {
    /** Of the file so far. */
    size = 0;
    /** The hash of each piece, once the file is closed. */
    sums = [];
    #put;
    #piece = new Uint8Array(PieceSize);
    constructor(put2) {
      this.#put = put2;
    }
    async write(part2) {
      for (let rest = part2; rest.length > 0; ) {
        const used = this.size % PieceSize;
        const now = rest.subarray(0, PieceSize - used);
        this.#piece.set(now, used);
        this.size += now.length;
        rest = rest.subarray(now.length);
        if (used + now.length === PieceSize) await this.#cut(PieceSize);
      }
    }
    /** Puts away the last piece, which is never empty. */
    async close() {
      const used = this.size % PieceSize;
      if (used > 0) await this.#cut(used);
    }
    async #cut(length2) {
      const piece = this.#piece.slice(0, length2);
      this.sums.push(await digest(piece));
      await this.#put(piece, this.sums.length - 1);
    }
  };
  var PieceReader = class {
    /** Why there are no more pieces, if it is not because the file ends. */
    failed;
    /** The hash of each piece that came. */
    sums = [];
    #fetch;
    #left;
    // bytes of the pieces still to come
    #turn = Promise.resolve(void 0);
    constructor(fetch2, size2) {
      this.#fetch = fetch2;
      this.#left = size2;
    }
    /**
     * The next piece, undefined at the end or when it failed. A stream that is given
     * up may still be waiting for one, so each call has its turn.
     */
    next() {
      this.#turn = this.#turn.then(() => this.#next());
      return this.#turn;
    }
    /** The file from a piece that was read already. */
    stream(first2) {
      return streamOf(this.#parts(first2));
    }
    async *#parts(first2) {
      for (let piece = first2; piece !== void 0; piece = await this.next()) yield* chunks(piece);
    }
    async #next() {
      if (this.#left === 0 || this.failed !== void 0) return void 0;
      try {
        const n = this.sums.length;
        const piece = await this.#fetch(n);
        const want = Math.min(this.#left, PieceSize);
        if (piece.length !== want) fail("E08", `piece ${n} has ${piece.length} bytes, want ${want}`);
        this.sums.push(await digest(piece));
        this.#left -= want;
        return piece;
      } catch (error) {
        this.failed = { error };
        return void 0;
      }
    }
  };

  // src/crypto/seal/attachment.ts
  async function sealAttachment(put2, src, size2) {
    const framed3 = frame2(src, size2);
    const identity = await Identity.generate();
    const pieces = new PieceWriter(put2);
    for await (const part2 of await encryptStream(framed3, identity.recipient)) await pieces.write(part2);
    await pieces.close();
    return { identity, root: blobRoot(pieces.size, pieces.sums), size: pieces.size };
  }
  async function openAttachment(sink, pieces, root, sealedSize, by) {
    const source3 = new PieceReader(pieces, sealedSize);
    const out = new Unframer(sink);
    const verdict2 = await open3(out, source3, by).then(
      () => void 0,
      (error) => ({ error })
    );
    if (out.failed !== void 0) throw out.failed.error;
    while (await source3.next() !== void 0) ;
    if (source3.failed !== void 0) throw source3.failed.error;
    if (blobRoot(sealedSize, source3.sums) !== root) fail("E08", "attachment is not the one that was signed for");
    if (verdict2 !== void 0) throw verdict2.error;
  }
  async function open3(out, source3, by) {
    const first2 = await source3.next();
    oneStanza(first2 ?? new Uint8Array(0));
    try {
      for await (const part2 of await decryptStream(source3.stream(first2), by.text())) {
        await out.write(new Uint8Array(part2));
      }
    } catch {
      fail("E18", "the attachment is sealed to another key, cut short or damaged");
    }
    out.verdict();
  }

  // src/crypto/seal/secret.ts
  var grantForm = new Form({
    label: "grant",
    fields: [once("xnonce", isID), once("epoch", isNum), once("party", isParty), once("identity", isIdentity)]
  });
  var teamKeyForm = new Form({
    label: "teamkey",
    fields: [
      once("org", isID),
      once("tid", isID),
      once("epoch", isNum),
      once("to", isHolder),
      once("identity", isIdentity)
    ]
  });
  function isHolder(text4) {
    return text4 === "recovery" || text4 === "chain" || isID(text4);
  }
  async function sealSecret(to, form3, lines2) {
    return seal(to, form3.build(...lines2));
  }
  async function openSecret(by, file3, form3, context, want) {
    const text4 = await open2(by, file3);
    const secret = form3.parse(text4).get("identity");
    if (!isOf(form3, [...context, line("identity", secret)], text4)) {
      fail("E09", `this ${form3.label} belongs to another place`);
    }
    const identity = await Identity.parse(secret);
    if (recipientHash(identity.recipient) !== want) {
      fail("E07", `this ${form3.label} holds another key than was signed for`);
    }
    return identity;
  }
  function isOf(form3, lines2, text4) {
    try {
      return same(form3.build(...lines2), text4);
    } catch {
      return false;
    }
  }

  // src/member/compose.ts
  function base(m, type, party2) {
    return {
      xid: ZeroHash,
      seq: 0,
      prev: ZeroHash,
      epoch: 0,
      type,
      party: party2,
      org: m.org,
      author: m.id,
      key: m.keys.sign.public.id,
      time: m.now(),
      cp: NoLog,
      nonce: newID(),
      to: "",
      target: "",
      rcpt: "",
      grants: [],
      blobs: [],
      body: "",
      ct: "",
      ctSize: 0,
      binds: []
    };
  }
  function after2(m, { state: s }, type, party2) {
    const h = base(m, type, party2);
    return { ...h, xid: s.xid, seq: s.seq + 1, prev: s.head, epoch: s.epoch, time: Math.max(h.time, s.time) };
  }
  async function begin2(m, parties, body, blobs) {
    const h = { ...base(m, "genesis", parties[0]), blobs };
    const key = await Identity.generate();
    const grants = await grantAll(m, key, 0, parties, h.nonce);
    const sealed = await sealBody(h, key, body);
    return finish(m, sealed.header, sealed.ct, grants, { epoch: 0, key });
  }
  async function next2(m, x, a) {
    const h = { ...after2(m, x, a.type, a.party), to: a.to ?? "", target: a.target ?? "", blobs: a.blobs ?? [] };
    if (a.type === "rekey") return rekey(m, x, h, a);
    const key = x.keys.key(x.state.epoch);
    if (key === void 0) {
      if (a.type === "close") return finish(m, h, none2, [], newestKey(x));
      return fail("E07", "the key of this exchange did not open; rekey it first");
    }
    const sealed = a.body === void 0 ? { header: h, ct: none2 } : await sealBody(h, key, a.body);
    return finish(m, sealed.header, sealed.ct, [], { epoch: x.state.epoch, key });
  }
  var none2 = new Uint8Array(0);
  async function rekey(m, x, before, a) {
    const old = newestKey(x);
    const set2 = a.set ?? x.state.set;
    const h = { ...before, epoch: before.epoch + 1 };
    const key = await Identity.generate();
    const grants = await grantAll(m, key, h.epoch, set2, x.keys.xnonce);
    const joining = set2.filter((p) => !x.state.set.includes(p));
    for (const epoch of a.older ?? []) {
      const older = x.keys.key(epoch) ?? fail("E07", "the key of an older part is not ours to give");
      grants.push(...await grantAll(m, older, epoch, joining, x.keys.xnonce));
    }
    const sealed = await sealBody(h, key, a.body ?? fail("E10", "a rekey without a body"));
    return finish(m, sealed.header, sealed.ct, grants, old, { epoch: h.epoch, key });
  }
  function newestKey(x) {
    return x.keys.newest() ?? fail("E07", "no key of this exchange is ours");
  }
  async function grantAll(m, key, epoch, parties, xnonce) {
    const grants = [];
    for (const party2 of parties) {
      const to = m.dir.recipient(party2);
      const file3 = await sealSecret(to, grantForm, [
        line("xnonce", xnonce),
        line("epoch", String(epoch)),
        line("party", party2),
        line("identity", key.text())
      ]);
      grants.push({ line: { party: party2, epoch, key: recipientHash(to), file: hashOf(file3) }, file: file3 });
    }
    return grants;
  }
  async function sealBody(h, key, json) {
    const { plain, hash: hash2 } = newBody(json);
    const ct = await seal(key.recipient, plain);
    return { header: { ...h, rcpt: recipientHash(key.recipient), body: hash2, ct: hashOf(ct), ctSize: ct.length }, ct };
  }
  function bound(h, keys) {
    const before = unbound(h);
    const binds = keys.map(({ epoch, key }) => ({ epoch, value: bind(key, before) }));
    return signed({ ...h, binds });
  }
  function finish(m, h, ct, grants, ...keys) {
    const sorted = grants.toSorted((a, b) => grantText(a.line) < grantText(b.line) ? -1 : 1);
    const toSign = bound({ ...h, grants: sorted.map((g) => g.line) }, keys);
    return framed2(attach(toSign, m.keys.sign.sign(toSign)), ct, sorted.map((g) => g.file));
  }
  function framed2(raw2, ct, files = []) {
    const frame3 = joinFrame(raw2, ct, ...files);
    if (frame3.length > Limits.frame) fail("E23", `entry of ${frame3.length} bytes, at most ${Limits.frame}`);
    return { entry: parse2(raw2), frame: frame3 };
  }
  function grantText(g) {
    return `${g.party} ${g.epoch} ${g.key} ${g.file}`;
  }

  // src/member/exchange.ts
  function factsOf(x) {
    const o = x.state.offer;
    return {
      xid: x.xid,
      receipts: x.receipts,
      owner: x.state.owner,
      parties: x.state.set,
      closed: x.state.closed,
      offer: o === null ? void 0 : { entry: o.entry, seq: o.seq, party: o.party, to: o.to, member: o.member, time: o.time },
      viewer: x.party,
      entries: x.entries.map(({ entry: e, after: after3, state, code, body, doc }) => ({
        seq: e.seq,
        hash: e.hash,
        type: e.type,
        party: e.party,
        author: e.author,
        time: e.time,
        to: e.to,
        target: e.target,
        parties: after3.set,
        owner: after3.owner,
        state,
        code,
        body,
        doc
      }))
    };
  }
  function formOf(e) {
    return e?.doc?.form ?? "";
  }
  function stands(x, e) {
    return x.entries[e.seq]?.entry.hash === e.hash;
  }
  function lacks(x) {
    return x.entries.some(
      ({ state, code }) => state === "missing" || state === "unreadable" && (code === "E07" || code === "E08")
    );
  }

  // src/flows/feedback/index.ts
  var feedback_exports = {};
  __export(feedback_exports, {
    allow: () => allow,
    checkDeferral: () => checkDeferral,
    deferred: () => deferred,
    example: () => example,
    firstMoment: () => firstMoment,
    fold: () => fold,
    forms: () => forms2,
    given: () => given,
    givenOrally: () => givenOrally,
    moment: () => moment2,
    notApplicable: () => notApplicable,
    notPossible: () => notPossible,
    orallyConfirmed: () => orallyConfirmed,
    owed: () => owed,
    question: () => question3,
    receiving: () => receiving,
    reply: () => reply,
    statusAsked: () => statusAsked,
    statuses: () => statuses
  });

  // src/flows/feedback/form.ts
  var firstMoment = "5wd";
  var number3 = must(num2(1, 3));
  var moment2 = part("feedback.Moment", { moment: number3, from: must(date), due: must(due2) });
  var owed = form(
    "feedback.owed",
    ["genesis"],
    { ...opening, moments: must(list3(moment2, 3)) },
    {
      /** The first moment is owed from today, unless the document says more. */
      complete(o, fill2) {
        if (!o.frame) return;
        o.frame.terms = orTerms(o.frame.terms, defaultTerms("feedback", ""));
        if (o.moments.length === 0) o.moments = [{ ...moment2.zero(), moment: 1 }];
        for (const m of o.moments) {
          m.from ||= today(fill2.now);
          m.due ||= countFrom(o.frame, firstMoment, m.from);
        }
      },
      check(o) {
        const different = new Set(o.moments.map((m) => m.moment)).size;
        if (different < o.moments.length) throw wrong("moments.moment", "stands twice");
      }
    }
  );
  var receiving = part("feedback.Receiving", {
    organisation: must(line2()),
    team: line2(),
    phone: line2(40)
  });
  var ceilings = { particulier: 1, betrokkene: 1, vrijwilliger: 1, politie: 2 };
  var given = form(
    "feedback.given",
    ["genesis", "post"],
    {
      ...opening,
      moment: number3,
      outcome: must(word3(...outcomes, ...findings)),
      level: must(maybe3(num2(0, 4))),
      whyMore: text3(2e3),
      steps: must(text3()),
      receiving: maybe3(receiving),
      conditions: list3(condition),
      agreements: list3(agreement),
      contact,
      role: text3(2e3),
      // of the reporter in what follows
      next: date
      // of the next feedback
    },
    {
      /**
       * Moment 1, and the level that fits the reporter: steps for a citizen, the
       * receiving party as well for a professional.
       */
      complete(g) {
        g.moment ||= 1;
        g.level ??= g.receiving ? 2 : 1;
        if (g.frame) g.frame.terms = orTerms(g.frame.terms, defaultTerms("feedback", ""));
      },
      /** What is told is held to the level, and the level to the reporter. */
      check(g, kind2) {
        const level2 = g.level ?? 0;
        if (level2 > (Object.hasOwn(ceilings, kind2) ? ceilings[kind2] ?? 4 : 4)) {
          throw wrong("level", "is more than this reporter may hear");
        }
        if (level2 > 1 && g.whyMore === "") throw absent("whyMore");
        if (level2 < 2 && g.receiving) throw wrong("receiving", "stands below level 2");
        if (level2 < 3 && g.conditions.length + g.agreements.length > 0) {
          throw wrong("conditions", "and agreements stand below level 3");
        }
        if (level2 >= 3 && g.role === "") throw absent("role");
        if (g.moment === 1 && findings.some((one) => one === g.outcome)) {
          throw wrong("outcome", "is a finding, which belongs to a later moment");
        }
      }
    }
  );
  var givenOrally = form("feedback.given_orally", ["post"], {
    moment: number3,
    at: must(due2),
    note: must(text3(4e3))
  });
  var orallyConfirmed = form("feedback.orally_confirmed", ["post"], { entry: must(hash) });
  var deferred = form("feedback.deferred", ["post"], { moment: number3, until: must(date) });
  var question3 = form("feedback.question", ["post"], { text: must(text3()) });
  var reply = form(
    "feedback.reply",
    ["post"],
    { text: text3(), cannotShare: bool },
    {
      check(r) {
        if (r.text === "" && !r.cannotShare) throw absent("text");
      }
    }
  );
  var statusAsked = form("feedback.status_asked", ["post"], {});
  var notPossible = form("feedback.not_possible", ["post"], { moment: number3, reason: must(text3(2e3)) });
  var notApplicable = form("feedback.not_applicable", ["post"], {
    moment: number3,
    reason: must(text3(2e3))
  });
  var forms2 = newIndex(
    {
      flow: "feedback",
      first: given.name,
      kinds: ["beroepskracht", "particulier", "betrokkene", "politie", "vrijwilliger"]
    },
    owed,
    given,
    givenOrally,
    orallyConfirmed,
    deferred,
    question3,
    reply,
    statusAsked,
    notPossible,
    notApplicable
  );

  // src/flows/feedback/example.ts
  function example(now) {
    return {
      form: given.name,
      version,
      moment: 1,
      outcome: "overdracht",
      level: 2,
      whyMore: "De school ziet het kind elke dag en moet weten wie ze kan bellen.",
      steps: "Wij hebben jullie melding beoordeeld. Er is een vervolg: een gebiedsteam gaat met het gezin aan de slag. Houd zelf zicht op het kind, zoals jullie dat nu doen. Zien jullie opnieuw iets? Bel ons.",
      receiving: { organisation: "Gemeente Súdwest-Fryslân", team: "Gebiedsteam Sneek", phone: "0515 00 00 00" },
      contact: {
        name: "Anna de Boer",
        phone: "058 000 00 00",
        hours: "maandag tot en met donderdag, 9.00 tot 17.00 uur"
      },
      next: today(now + 70 * 86400)
    };
  }

  // src/flows/feedback/fold.ts
  var statuses = [
    "due",
    "sent",
    "read",
    "given_orally",
    "deferred",
    "question",
    "not_possible",
    "not_applicable",
    "closed"
  ];
  var deferral = "2w";
  var isOpen = (m) => m.state === "due" || m.state === "deferred";
  function fold(x, now) {
    return new Fold(x, now).result();
  }
  function allow(x, now, e) {
    const b = new Fold(x, now);
    admit(b.t, b.result(), e, (a) => {
      const late2 = a.doc?.form === "feedback.deferred" && checkDeferral(b.t.frame, a.doc.until, now);
      return late2 || b.refuse(a);
    });
  }
  function checkDeferral(frame3, until2, now) {
    return until2 < today(now) || until2 > countTerm(frame3, deferral, now) ? wrong("until", "is not within two weeks from today") : void 0;
  }
  var Fold = class {
    t;
    status = "due";
    last;
    // the moment that the status is about
    moments = [];
    given = false;
    // something was told
    question = 0;
    // time of a question without reply, 0 without one
    asked = 0;
    // time of an ask for the status that nothing answered
    constructor(x, now) {
      this.t = new Tally(x, forms2, now);
      for (const a of this.t.acts) {
        if (a.doc && (a.type === "genesis" || a.type === "post" && !this.refuse(a))) this.apply(a, a.doc);
      }
      for (const m of this.moments) {
        if (m.state !== "sent" || !this.t.readBy(m.entry, "other")) continue;
        m.state = "read";
        if (this.status === "sent" && this.last === m) this.status = "read";
      }
    }
    /** find gives a moment, a new one if it was not owed. */
    find(n) {
      const known = this.moments.find((m2) => m2.n === n);
      if (known) return known;
      const m = { n, state: "due", due: none, until: "", entry: "", at: 0 };
      this.moments.push(m);
      return m;
    }
    refuse(a) {
      if (shared(a.form)) return void 0;
      const possible2 = this.forms(a.side);
      if (!possible2.includes(a.form)) return refusal(this.status, possible2, a.form);
      switch (a.doc?.form) {
        case "feedback.deferred":
        case "feedback.not_possible":
        case "feedback.not_applicable": {
          const { moment: moment3 } = a.doc;
          return this.moments.some((m) => m.n === moment3 && !isOpen(m)) ? wrong("moment", "was given already") : void 0;
        }
        case "feedback.orally_confirmed":
          return this.told(a.doc.entry) ? void 0 : wrong("entry", "does not say that something was told");
        default:
          return void 0;
      }
    }
    /** told finds the moment that an entry says was given orally and nobody confirmed. */
    told(entry) {
      return this.moments.find((m) => m.state === "given_orally" && m.entry === entry);
    }
    /** forms lists what a side may post in this state. */
    forms(side) {
      const list6 = [];
      const add3 = (ok, ...more) => {
        if (ok) list6.push(...more.map((one) => one.name));
      };
      if (side === "own") {
        add3(true, given, givenOrally, deferred, notPossible, notApplicable);
        add3(this.question !== 0, reply);
      } else if (side === "other") {
        add3(this.moments.some((m) => m.state === "given_orally"), orallyConfirmed);
        add3(this.given && this.question === 0, question3);
        add3(this.asked === 0, statusAsked);
      }
      return list6;
    }
    /** apply is the table of formats: what a form makes of the status. */
    apply(a, d2) {
      const said = a.form !== formAssigned && a.form !== formWithdrawn;
      if (said && a.side === "own" && a.type === "post") this.asked = 0;
      switch (d2.form) {
        case "feedback.owed":
          for (const m of d2.moments) {
            this.moments.push({ n: m.moment, state: "due", due: asDue(m.due), until: "", entry: "", at: a.time });
          }
          break;
        case "feedback.given":
          this.given = true;
          this.set(d2.moment, "sent", a);
          break;
        case "feedback.given_orally":
          this.given = true;
          this.set(d2.moment, "given_orally", a);
          break;
        case "feedback.orally_confirmed": {
          const told4 = this.told(d2.entry);
          if (told4) told4.state = "closed";
          this.status = "closed";
          break;
        }
        case "feedback.deferred": {
          const m = this.find(d2.moment);
          m.until = d2.until;
          m.due = d2.until;
          this.set(d2.moment, "deferred", a);
          break;
        }
        case "feedback.not_possible":
          this.set(d2.moment, "not_possible", a);
          break;
        case "feedback.not_applicable":
          this.set(d2.moment, "not_applicable", a);
          break;
        case "feedback.question":
          this.question = a.time;
          this.status = "question";
          break;
        case "feedback.reply":
          this.question = 0;
          this.status = "read";
          break;
        case "feedback.status_asked":
          this.asked = a.time;
          break;
      }
    }
    set(n, state, a) {
      const m = this.find(n);
      m.state = state;
      m.entry = a.hash;
      m.at = a.time;
      this.status = state;
      this.last = m;
    }
    /** result adds what depends on the clock. */
    result() {
      const s = this.t.status();
      s.status = this.status;
      if (this.status === "deferred" && this.last && this.stateOf(this.last) === "due") s.status = "due";
      if (this.t.x.closed) s.status = "closed";
      this.duties(s);
      settle(s);
      s.next = nextSteps(this.t, { forms: (p) => this.forms(this.t.sideOf(p)) });
      return s;
    }
    /** stateOf a moment now: what was put off is due again from its date on. */
    stateOf(m) {
      return m.state === "deferred" && reached(m.until, this.t.now) ? "due" : m.state;
    }
    /** duties are the moments, done or not, and what waits for a reading or an answer. */
    duties(s) {
      const { now, frame: frame3, x } = this.t;
      const { terms: terms2 } = frame3;
      const [own, other3] = [x.owner, this.t.partyOn("other")];
      const count3 = (id2, what, term2, from, party2) => {
        if (x.closed) return;
        addDuty(s, now, { id: id2, what, kind: "regional", party: party2, due: countTerm(frame3, term2, from) });
      };
      for (const m of this.moments) {
        addDuty(s, now, {
          id: `feedback/${m.n}`,
          what: "feedback",
          kind: "regional",
          party: own,
          moment: m.n,
          state: this.stateOf(m),
          due: m.due,
          done: x.closed || !isOpen(m)
        });
        if (m.state === "sent" && other3 !== "" && partyKind(other3) !== "r") {
          count3(`read/${m.n}`, "read", terms2.seen, m.at, other3);
        }
      }
      if (this.question !== 0) count3("reply", "reply", terms2.moreInfo, this.question, own);
      if (this.asked !== 0) count3("status", "status", terms2.moreInfo, this.asked, own);
    }
  };

  // src/flows/handoff/index.ts
  var handoff_exports = {};
  __export(handoff_exports, {
    acknowledged: () => acknowledged,
    allow: () => allow2,
    answer: () => answer2,
    completed: () => completed,
    confirmed: () => confirmed,
    corv: () => corv,
    decision: () => decision,
    declined: () => declined,
    escalated: () => escalated,
    example: () => example2,
    familyContacted: () => familyContacted,
    familyInformed: () => familyInformed,
    fold: () => fold2,
    followUp: () => followUp,
    formDeclined: () => formDeclined,
    forms: () => forms3,
    info: () => info,
    moreInfo: () => moreInfo,
    proposed: () => proposed,
    reproposed: () => reproposed,
    returned: () => returned,
    statuses: () => statuses2,
    summary: () => summary,
    talkPlanned: () => talkPlanned,
    talkStarted: () => talkStarted,
    vto: () => vto,
    withdrawn: () => withdrawn
  });

  // src/flows/handoff/form.ts
  var vto = "vto";
  var decision = part("handoff.Decision", {
    kind: must(word3(...outcomes, ...findings)),
    date: must(date)
  });
  var familyInformed = part("handoff.FamilyInformed", {
    state: must(word3("ja", "nog_niet", "nee")),
    who: line2(),
    on: date,
    why: text3(2e3)
  });
  var proposed = form(
    "handoff.proposed",
    ["genesis"],
    {
      ...opening,
      urgency: must(urgency),
      decision,
      basis: must(text3(1e3)),
      familyInformed,
      persons: must(list3(person)),
      safety,
      conditions: list3(condition),
      restrictions: list3(restriction),
      nextAction: must(text3(4e3)),
      monitor: list3(date),
      questions: list3(text3()),
      source: source2
    },
    {
      check(p) {
        const { state, who, on, why: why2 } = p.familyInformed;
        if (state === "nee" && why2 === "") throw absent("familyInformed.why");
        if (state !== "nee" && who === "") throw absent("familyInformed.who");
        if (state !== "nee" && on === "") throw absent("familyInformed.on");
        checkPersons(p.persons, p.restrictions);
        checkSource(p.source, "source");
      },
      /** The terms go with the urgency. */
      complete(p) {
        if (p.frame) p.frame.terms = orTerms(p.frame.terms, defaultTerms("handoff", p.urgency));
      }
    }
  );
  var acknowledged = form(
    "handoff.acknowledged",
    ["post"],
    { assignee: must(member) },
    {
      complete(a, fill2) {
        a.assignee ||= fill2.member ?? "";
      }
    }
  );
  var how = must(word3("sluis", "phone", "visit"));
  var talkPlanned = form("handoff.talk_planned", ["post"], {
    at: must(time),
    people: list3(line2()),
    how
  });
  var talkStarted = form("handoff.talk_started", ["post"], { at: must(time), how });
  var summary = form("handoff.summary", ["post"], {
    risks: must(text3()),
    conditions: list3(condition),
    agreements: list3(agreement),
    whoDoesWhat: must(list3(action)),
    questions: list3(text3())
  });
  var confirmed = form("handoff.confirmed", ["post"], { summary: must(hash) });
  var moreInfo = form("handoff.more_info", ["post"], { questions: must(list3(text3())) });
  var answer2 = part("handoff.Answer", { question: must(text3(4e3)), text: must(text3()) });
  var info = form("handoff.info", ["post"], { answers: must(list3(answer2)) });
  var declined = form("handoff.declined", ["post"], {
    reason: must(
      word3("capaciteit", "niet_bevoegd", "verkeerd_team", "onvoldoende_info", "onveilig_team", "al_betrokken")
    ),
    text: text3(4e3)
  });
  var formDeclined = declined.name;
  var reproposed = form("handoff.reproposed", ["post"], { changes: must(text3()) });
  var familyContacted = form("handoff.family_contacted", ["post"], { on: must(date) });
  var followUp = form("handoff.follow_up", ["post"], { monitor: list3(date), feedbackOn: date });
  var returned = form("handoff.returned", ["post"], { reason: must(text3(4e3)), urgent: bool });
  var escalated = form("handoff.escalated", ["post"], { to: must(line2()), reason: must(text3(4e3)) });
  var corv = form("handoff.corv", ["post"], {
    reference: must(line2()),
    on: must(date),
    collegeInformed: bool
  });
  var withdrawn = form("handoff.withdrawn", ["post"], { reason: must(text3(4e3)) });
  var completed = form("handoff.completed", ["post"], { on: must(date), result: must(text3(4e3)) });
  var moving = [
    "na_veiligheidsbeoordeling",
    "voorwaarden_en_vervolg",
    "na_onderzoek",
    "tijdelijk_huisverbod",
    "terug",
    "anders"
  ];
  var forms3 = newIndex(
    { flow: "handoff", first: proposed.name, kinds: [...moving, "verwijzing", "consult", vto], moves: moving },
    proposed,
    acknowledged,
    talkPlanned,
    talkStarted,
    summary,
    confirmed,
    moreInfo,
    info,
    declined,
    reproposed,
    familyContacted,
    followUp,
    returned,
    escalated,
    corv,
    withdrawn,
    completed
  );

  // src/flows/handoff/example.ts
  function example2(now) {
    const day2 = (days) => today(now + days * 86400);
    return {
      form: proposed.name,
      version,
      frame: { flow: "handoff", kind: "na_veiligheidsbeoordeling", custody: "moves" },
      urgency: "regulier",
      decision: { kind: "overdracht", date: day2(-1) },
      basis: "Wmo 2015 art. 4.1.1 lid 2 onder d",
      familyInformed: {
        state: "ja",
        who: "Anna de Boer, Veilig Thuis",
        on: day2(-2),
        why: "Moeder weet dat de school heeft gemeld en dat het gebiedsteam belt. Vader weet alleen van het gesprek."
      },
      persons: [
        {
          id: "kind1",
          role: "kind",
          givenNames: "Noor",
          familyName: "Voorbeeld",
          birthDate: "2017-03-14",
          parentalAuthority: { kind: "gezamenlijk" },
          livingSituation: "Woont bij moeder, om het weekend bij vader",
          school: "Basisschool De Brug, groep 6",
          view: {
            spoken: true,
            text: "Noor zegt dat ze niet kan slapen als er geschreeuwd wordt. Ze wil dat het stopt."
          }
        },
        {
          id: "moeder",
          role: "ouder",
          givenNames: "Sanne",
          prefix: "van",
          familyName: "Voorbeeld",
          birthDate: "1988-11-02",
          phone: "06 00000001",
          address: { street: "Voorbeeldstraat", number: "12", postcode: "8600 AA", city: "Sneek" },
          generalPractitioner: "Huisartsenpraktijk Het Kompas",
          view: { spoken: true, text: "Moeder wil hulp, maar is bang voor de reactie van vader." }
        },
        {
          id: "vader",
          role: "ouder",
          givenNames: "Mark",
          familyName: "Verzonnen",
          birthDate: "1985-06-20",
          view: { spoken: false, text: "Niet gesproken: vader kwam niet op de afspraak." }
        }
      ],
      safety: {
        situation: "structureel_onveilig",
        text: "Ruzies tussen ouders bij het ophalen, twee keer met duwen. Noor is er elke keer bij.",
        violence: ["ex_partner", "kindermishandeling"],
        tools: [
          {
            name: "Triage-instrument Veilig Thuis",
            version: "2019",
            date: day2(-3),
            result: "Structureel onveilig, geen acuut gevaar.",
            scoredBy: "Anna de Boer"
          }
        ],
        weapons: false,
        strangulation: false,
        childrenPresent: true,
        contingencies: [
          {
            when: "Vader staat onaangekondigd voor de deur",
            // oxlint-disable-next-line no-thenable -- a field of the form, in data that nobody awaits
            then: "Moeder doet niet open en belt 112. Daarna belt ze het gebiedsteam."
          }
        ]
      },
      conditions: [
        {
          text: "Vader en moeder zien elkaar niet bij het ophalen.",
          who: "Vader en moeder",
          from: day2(-1),
          until: lasting,
          checked: "Oma belt na elk weekend",
          checkedBy: "Gebiedsteam",
          ifBroken: "Zelfde dag bellen met Veilig Thuis"
        }
      ],
      restrictions: [
        { person: "moeder", kind: "alleen_tijdvak", window: "maandag tot en met donderdag, na 10.00 uur" },
        { person: "moeder", kind: "geen_voicemail", text: "Vader luistert soms haar telefoon af." },
        { person: "vader", kind: "niet_alleen_op_huisbezoek" }
      ],
      nextAction: "Anna belt de school over de terugkoppeling en blijft bereikbaar tot na het eerste huisbezoek.",
      monitor: [day2(91), day2(365)],
      questions: ["Heeft de huisarts zorgen over moeder?"],
      source: { shield: "open" }
    };
  }

  // src/flows/handoff/fold.ts
  var statuses2 = [
    "proposed",
    "acknowledged",
    "talk_planned",
    "in_talk",
    "talk_confirmed",
    "more_info",
    "accepted",
    "family_contacted",
    "in_follow_up",
    "declined",
    "returned",
    "escalated",
    "corv_sent",
    "withdrawn",
    "completed"
  ];
  function fold2(x, now) {
    return new Fold2(x, now).result();
  }
  function allow2(x, now, e) {
    const h = new Fold2(x, now);
    admit(h.t, h.result(), e, (a) => h.refuse(a));
  }
  var talking = [
    "proposed",
    "acknowledged",
    "talk_planned",
    "in_talk",
    "talk_confirmed",
    "more_info",
    "escalated",
    "corv_sent"
  ];
  var held = ["accepted", "family_contacted", "in_follow_up"];
  var Fold2 = class {
    t;
    status = "proposed";
    since = 0;
    // time of the entry that made the status
    before = "proposed";
    // status and since before more_info
    beforeAt = 0;
    accepted = false;
    origin = "";
    // who began it
    taken = 0;
    // time of the acknowledgement
    planned = "";
    // when the talk is to be
    talked = { own: false, other: false };
    // sides that said the talk is on
    summaries = /* @__PURE__ */ new Map();
    plan = [];
    // monitoring as proposed
    monitor = [];
    // as fixed in follow-up
    report = "";
    // date the receiver reports back
    constructor(x, now) {
      this.t = new Tally(x, forms3, now);
      for (const [i, a] of this.t.acts.entries()) {
        if (i === 0) {
          this.since = a.time;
          this.origin = a.party;
        }
        if (a.type === "accept") this.accept(a);
        else if (a.doc && (a.type === "genesis" || a.type === "post" && !this.refuse(a))) this.apply(a, a.doc);
      }
    }
    /** reset forgets a talk that the next one does not build on. */
    reset() {
      this.taken = 0;
      this.planned = "";
      this.talked = { own: false, other: false };
      this.summaries = /* @__PURE__ */ new Map();
    }
    set(status, at) {
      this.status = status;
      this.since = at;
    }
    over() {
      return this.status === "withdrawn" || this.status === "completed";
    }
    moves() {
      return this.t.frame.custody === "moves";
    }
    /**
     * accept: custody outranks every form but a terminal one; a handoff that was
     * given back stays so, custody tells who has it.
     */
    accept(a) {
      if (!this.moves()) return;
      this.accepted = true;
      if (!this.over() && this.status !== "returned") this.set("accepted", a.time);
    }
    /** refuse is undefined when a post of this party has its effect in this state. */
    refuse(a) {
      if (shared(a.form)) return void 0;
      const possible2 = this.forms(a.party, a.owner);
      if (a.form === formDeclined && a.offer?.to === a.party && !this.over()) return void 0;
      if (!possible2.includes(a.form)) return refusal(this.status, possible2, a.form);
      if (a.doc?.form === "handoff.confirmed" && !this.summaries.has(a.doc.summary)) {
        return wrong("summary", "is not a summary of this talk");
      }
      return void 0;
    }
    /** forms lists what a party may post in this state. */
    forms(p, owner) {
      if (this.over() || partyKind(p) === "r") return [];
      const own = p === owner;
      const holder2 = this.accepted && owner !== this.origin;
      const is = (...list7) => list7.includes(this.status);
      const list6 = [];
      const add3 = (ok, ...more) => {
        if (ok) list6.push(...more.map((one) => one.name));
      };
      if (held.includes(this.status)) {
        add3(own, familyContacted, followUp, returned);
        add3(own && !holder2, reproposed, withdrawn);
        add3(true, completed, summary, confirmed);
        return list6;
      }
      if (is("returned")) {
        add3(true, summary, confirmed);
        add3(!own, declined);
        add3(own, reproposed);
        add3(own && !holder2, withdrawn, completed);
        return list6;
      }
      if (talking.includes(this.status)) {
        add3(true, talkPlanned, talkStarted, summary, confirmed);
        add3(!own, declined);
        add3(!own && !is("more_info"), moreInfo);
        add3(!this.moves(), completed);
      }
      add3(own && holder2, familyContacted, followUp, returned);
      add3(!own && is("proposed", "escalated", "corv_sent"), acknowledged);
      add3(own && is("more_info"), info);
      add3(own, reproposed);
      add3(true, escalated);
      add3(own && this.t.frame.kind === vto, corv);
      add3(own && !holder2, withdrawn);
      return list6;
    }
    /** apply is the table of formats: what a form makes of the status. */
    apply(a, d2) {
      switch (d2.form) {
        case "handoff.proposed":
          this.plan = d2.monitor;
          break;
        case "assigned":
          if (d2.member !== void 0 && a.party !== a.owner && this.forms(a.party, a.owner).includes(acknowledged.name)) {
            this.acknowledge(a);
          }
          break;
        case "handoff.acknowledged":
          this.acknowledge(a);
          break;
        case "handoff.talk_planned":
          this.planned = d2.at;
          this.set("talk_planned", a.time);
          break;
        case "handoff.talk_started":
          this.talked[a.party === a.owner ? "own" : "other"] = true;
          if (d2.how === "sluis" || this.talked.own && this.talked.other) {
            this.talked = { own: false, other: false };
            this.set("in_talk", a.time);
          }
          break;
        case "handoff.summary":
          this.sign(a, a.hash);
          break;
        case "handoff.confirmed":
          this.sign(a, d2.summary);
          break;
        case "handoff.more_info":
          this.before = this.status;
          this.beforeAt = this.since;
          this.set("more_info", a.time);
          break;
        case "handoff.info":
          this.set(this.before, this.beforeAt);
          break;
        case "handoff.declined":
          this.reset();
          this.set("declined", a.time);
          break;
        case "handoff.reproposed":
          this.reset();
          this.set("proposed", a.time);
          break;
        case "handoff.family_contacted":
          this.set("family_contacted", a.time);
          break;
        case "handoff.follow_up":
          this.report = d2.feedbackOn;
          this.monitor = d2.monitor.length > 0 ? d2.monitor : this.plan;
          this.set("in_follow_up", a.time);
          break;
        case "message.text":
          if (a.party === a.owner) this.report = "";
          break;
        case "handoff.returned":
          this.set("returned", a.time);
          break;
        case "handoff.escalated":
          this.set("escalated", a.time);
          break;
        case "handoff.corv":
          this.set("corv_sent", a.time);
          break;
        case "handoff.withdrawn":
          this.set("withdrawn", a.time);
          break;
        case "handoff.completed":
          this.set("completed", a.time);
          break;
      }
    }
    acknowledge(a) {
      this.taken = a.time;
      this.set("acknowledged", a.time);
    }
    /**
     * sign notes that a side wrote or confirmed a summary; when both did, the talk
     * is confirmed. After acceptance it only stands on record.
     */
    sign(a, summary2) {
      const signed2 = { ...this.summaries.get(summary2) ?? { own: false, other: false } };
      signed2[a.party === a.owner ? "own" : "other"] = true;
      this.summaries.set(summary2, signed2);
      if (signed2.own && signed2.other && talking.includes(this.status)) this.set("talk_confirmed", a.time);
    }
    /** result adds what depends on the clock. */
    result() {
      const { x } = this.t;
      const s = this.t.status();
      s.status = this.status;
      if (this.moves()) s.custody = x.owner;
      s.certainty = this.t.certainty();
      if (x.closed && !this.over()) s.status = this.accepted ? "completed" : "withdrawn";
      if (!x.closed && !this.over()) this.clocks(s);
      settle(s);
      s.next = nextSteps(this.t, {
        forms: (p) => this.forms(p, x.owner),
        decline: formDeclined,
        keepOpen: this.status === "in_follow_up" && this.nextMonitor() !== "",
        noOffer: this.over()
      });
      return s;
    }
    /**
     * nextMonitor is the first monitoring date that has not passed. What came of
     * those that have stands in the sheet of whoever monitors.
     */
    nextMonitor() {
      return [...this.monitor].sort().find((d2) => !passed(d2, this.t.now)) ?? "";
    }
    clocks(s) {
      const { now, frame: frame3, x } = this.t;
      const { terms: terms2 } = frame3;
      const [owner, other3] = [x.owner, this.other()];
      const count3 = (what, term2, from, party2) => {
        const due3 = countTerm(frame3, term2, from);
        if (due3 !== none) addDuty(s, now, { id: what, what, kind: termKind(term2), party: party2, due: due3 });
        return due3;
      };
      const agreed = (what, day2, party2) => {
        const due3 = asDue(day2);
        if (due3 !== none) addDuty(s, now, { id: what, what, kind: "agreed", party: party2, due: due3 });
      };
      switch (this.status) {
        case "proposed":
          if (passed(count3("seen", terms2.seen, this.since, other3), now)) s.status = "escalated";
          break;
        case "declined":
          if (passed(count3("seen", terms2.seen, this.since, owner), now)) s.status = "escalated";
          break;
        case "acknowledged":
          count3("talk", terms2.talk, this.since, other3);
          break;
        case "talk_planned":
          count3("talk", terms2.talk, this.taken || this.since, other3);
          agreed("talk_at", this.planned, "");
          break;
        case "in_talk":
          count3("record", terms2.record, this.since, owner);
          break;
        case "more_info":
          count3("more_info", terms2.moreInfo, this.since, owner);
          break;
        case "accepted":
          count3("family", terms2.family, this.since, owner);
          break;
        case "returned":
          if (owner !== this.origin) count3("seen", terms2.seen, this.since, this.origin);
          break;
        case "in_follow_up":
          agreed("report", this.report, owner);
          agreed("monitoring", this.nextMonitor(), this.origin);
          break;
      }
    }
    /** other is the one party beside the owner, "" when there are more or none. */
    other() {
      const others = this.t.x.parties.filter((p) => p !== this.t.x.owner);
      return others.length === 1 ? others[0] ?? "" : "";
    }
  };

  // src/flows/inquiry/index.ts
  var inquiry_exports = {};
  __export(inquiry_exports, {
    allow: () => allow3,
    answer: () => answer3,
    answers: () => answers,
    askedAgain: () => askedAgain,
    assigned: () => assigned2,
    clarification: () => clarification,
    clarified: () => clarified,
    consent: () => consent,
    correction: () => correction,
    correctionAnswer: () => correctionAnswer,
    disclosed: () => disclosed,
    example: () => example3,
    extension: () => extension,
    extensionAnswer: () => extensionAnswer,
    familyNotice: () => familyNotice,
    filed: () => filed,
    fold: () => fold3,
    forms: () => forms4,
    informed: () => informed,
    period: () => period,
    record: () => record2,
    recordAnswer: () => recordAnswer,
    redirected: () => redirected,
    sent: () => sent,
    statuses: () => statuses3,
    undeliverable: () => undeliverable,
    withdrawn: () => withdrawn2,
    wpgBasis: () => wpgBasis
  });

  // src/flows/inquiry/form.ts
  var period = part("inquiry.Period", { from: date, until: date });
  var consent = part("inquiry.Consent", {
    state: must(word3("verleend", "geweigerd", "niet_gevraagd")),
    why: text3(2e3)
  });
  var familyNotice = part("inquiry.FamilyNotice", {
    state: must(word3("geinformeerd", "instemming", "bezwaar", "nog_niet")),
    on: date,
    why: text3(2e3),
    review: date
  });
  var sent = form(
    "inquiry.sent",
    ["genesis"],
    {
      ...opening,
      requester: must(line2()),
      callback: must(line2(40)),
      // number to call back, of the own organisation's card
      basis: must(text3(1e3)),
      purpose: must(text3(4e3)),
      necessity: must(text3(4e3)),
      nature: must(text3(4e3)),
      seriousness: must(text3(4e3)),
      subjects: must(list3(subject)),
      period: maybe3(period),
      questions: must(list3(question2, 20)),
      consent,
      familyNotice,
      due: must(due2),
      mode: must(word3("schriftelijk", "mondeling", "live")),
      urgency: must(urgency)
    },
    {
      check(s) {
        const { state, on, why: why2, review } = s.familyNotice;
        if (state !== "nog_niet" && on === "") throw absent("familyNotice.on");
        if (state === "nog_niet" && why2 === "") throw absent("familyNotice.why");
        if (state === "nog_niet" && review === "") throw absent("familyNotice.review");
        if (s.consent.state === "geweigerd" && s.consent.why === "") throw absent("consent.why");
        for (const [i, p] of s.subjects.entries()) checkWho(p, `subjects[${i}]`);
        uniqueIDs(s.questions);
      },
      /** The terms go with the urgency, and the due date with them. */
      complete(s, fill2) {
        if (!s.frame) return;
        s.frame.terms = orTerms(s.frame.terms, defaultTerms("inquiry", s.urgency));
        s.due ||= countTerm(s.frame, s.frame.terms.answer, fill2.now);
      }
    }
  );
  function uniqueIDs(questions) {
    const seen2 = /* @__PURE__ */ new Set();
    for (const q of questions) {
      if (seen2.has(q.id)) throw wrong("questions.id", "stands twice");
      seen2.add(q.id);
    }
  }
  var assigned2 = form(
    "inquiry.assigned",
    ["post"],
    { member: must(member), competent: must(bool) },
    {
      complete(a, fill2) {
        a.member ||= fill2.member ?? "";
      }
    }
  );
  var clarification = form("inquiry.clarification", ["post"], { text: must(text3()) });
  var clarified = form("inquiry.clarified", ["post"], { text: must(text3()) });
  var extension = form("inquiry.extension", ["post"], { until: must(due2), reason: must(text3(4e3)) });
  var extensionAnswer = form("inquiry.extension_answer", ["post"], { agreed: bool, until: due2 });
  var answer3 = part("inquiry.Answer", {
    question: must(line2(20)),
    kind: must(
      word3(
        "antwoord",
        "niet_bekend",
        "geen_bijzonderheden",
        "weigering",
        "niet_van_toepassing",
        "mondeling_toegelicht"
      )
    ),
    nature: word3("feit", "eigen_waarneming", "van_anderen", "oordeel"),
    text: text3(),
    code: word3(
      "beroepsgeheim",
      "geen_noodzaak",
      "onvoldoende_onderbouwd",
      "slachtoffer_weigert_volwassene",
      "geen_behandelrelatie",
      "veiligheid",
      "niet_bevoegd",
      "geen_wpg_grondslag",
      "gegevens_van_ander",
      "nu_niet"
    ),
    motivation: text3(4e3)
  });
  var informed = part("inquiry.Informed", { state: must(word3("ja", "nee")), why: text3(2e3) });
  var wpgBasis = part("inquiry.WpgBasis", { article: must(num2(18, 20)), agreement: line2() });
  var answers = form(
    "inquiry.answers",
    ["post"],
    {
      answers: must(list3(answer3, 20)),
      informed: maybe3(informed),
      role: must(line2()),
      wpgBasis: maybe3(wpgBasis)
    },
    {
      check(a) {
        const seen2 = /* @__PURE__ */ new Set();
        for (const [i, one] of a.answers.entries()) {
          const path = `answers[${i}]`;
          if (seen2.has(one.question)) throw wrong(`${path}.question`, "stands twice");
          if (one.kind === "antwoord" && one.text === "") throw absent(`${path}.text`);
          if (one.kind === "antwoord" && one.nature === "") throw absent(`${path}.nature`);
          if (one.kind === "weigering" && one.code === "") throw absent(`${path}.code`);
          if (one.kind === "weigering" && one.motivation === "") throw absent(`${path}.motivation`);
          if (one.kind !== "weigering" && one.code !== "") throw wrong(`${path}.code`, "stands without a refusal");
          seen2.add(one.question);
        }
        const given3 = a.answers.some((one) => one.kind === "antwoord" || one.kind === "mondeling_toegelicht");
        if (given3 && !a.informed) throw absent("informed");
        if (a.informed?.state === "nee" && a.informed.why === "") throw absent("informed.why");
        if (a.wpgBasis?.article === 20 && a.wpgBasis.agreement === "") throw absent("wpgBasis.agreement");
      }
    }
  );
  var askedAgain = form(
    "inquiry.asked_again",
    ["post"],
    { questions: must(list3(question2, 20)), motivation: must(text3(4e3)) },
    { check: (a) => uniqueIDs(a.questions) }
  );
  var redirected = form("inquiry.redirected", ["post"], { to: must(line2()), why: must(text3(4e3)) });
  var record2 = form("inquiry.record", ["post"], { text: must(text3()) });
  var recordAnswer = form(
    "inquiry.record_answer",
    ["post"],
    { verdict: must(word3("approved", "corrected", "added")), text: text3() },
    {
      check(r) {
        if (r.verdict !== "approved" && r.text === "") throw absent("text");
      }
    }
  );
  var onToday = (d2, fill2) => {
    d2.on ||= today(fill2.now);
  };
  var filed = form("inquiry.filed", ["post"], { on: must(date) }, { complete: onToday });
  var disclosed = form(
    "inquiry.disclosed",
    ["post"],
    { on: must(date), what: text3(), withheld: text3(), ground: text3(1e3) },
    {
      complete: onToday,
      check(d2) {
        if (d2.what === "" && d2.withheld === "") throw absent("what");
        if (d2.withheld !== "" && d2.ground === "") throw absent("ground");
      }
    }
  );
  var correction = form("inquiry.correction", ["post"], {
    question: must(line2(20)),
    fact: must(text3(4e3))
  });
  var correctionAnswer = form("inquiry.correction_answer", ["post"], { text: must(text3()) });
  var withdrawn2 = form("inquiry.withdrawn", ["post"], { reason: must(text3(4e3)) });
  var undeliverable = form("inquiry.undeliverable", ["post"], { reason: must(text3(4e3)) });
  var forms4 = newIndex(
    { flow: "inquiry", first: sent.name, kinds: ["onderzoek", "vb_bevraging"] },
    sent,
    assigned2,
    clarification,
    clarified,
    extension,
    extensionAnswer,
    answers,
    askedAgain,
    redirected,
    record2,
    recordAnswer,
    filed,
    disclosed,
    correction,
    correctionAnswer,
    withdrawn2,
    undeliverable
  );

  // src/flows/inquiry/example.ts
  function example3(now) {
    const day2 = (days) => today(now + days * 86400);
    return {
      form: sent.name,
      version,
      frame: { flow: "inquiry", kind: "onderzoek", custody: "stays" },
      requester: "Mohamed Yilmaz, onderzoeker",
      callback: "058 000 00 00",
      basis: "Wmo 2015 art. 5.2.6",
      purpose: "Onderzoek naar de veiligheid van een kind na een melding.",
      necessity: "Jullie zagen het gezin in de afgelopen maanden. Zonder jullie informatie weten we niet of het geweld doorgaat.",
      nature: "Zorgen over ruzies tussen ouders waar het kind bij is.",
      seriousness: "Structureel onveilig. Er is geen acuut gevaar bekend.",
      subjects: [
        { id: "kind1", role: "kind", givenNames: "Noor", familyName: "Voorbeeld", birthDate: "2017-03-14" },
        {
          id: "vader",
          role: "ouder",
          givenNames: "Mark",
          familyName: "Verzonnen",
          birthDate: "1985-06-20",
          address: { postcode: "8600 AB", number: "3" }
        }
      ],
      period: { from: day2(-730), until: day2(0) },
      questions: [
        { id: "1", text: "Kennen jullie deze personen? Zo ja: sinds wanneer en waarvan?" },
        { id: "2", text: "Wat hebben jullie zelf gezien of gehoord over ruzie of geweld in dit gezin?" }
      ],
      consent: { state: "niet_gevraagd" },
      familyNotice: { state: "geinformeerd", on: day2(-2), why: "Moeder vond het goed. Vader reageerde niet." },
      due: countTerm({ freeDays: [] }, defaultTerms("inquiry", "regulier").answer, now),
      mode: "schriftelijk",
      urgency: "regulier"
    };
  }

  // src/flows/inquiry/fold.ts
  var statuses3 = [
    "sent",
    "received",
    "assigned",
    "clarification",
    "extension",
    "answered",
    "partly_answered",
    "not_known",
    "refused",
    "redirected",
    "in_verification",
    "filed",
    "disclosed",
    "correction",
    "withdrawn",
    "undeliverable",
    "lapsed",
    "closed"
  ];
  var disclosure = "4w";
  var waiting = ["sent", "received", "assigned", "clarification", "extension"];
  var given2 = ["answered", "partly_answered", "not_known", "refused"];
  var over = ["redirected", "withdrawn", "undeliverable"];
  function fold3(x, now) {
    return new Fold3(x, now).result();
  }
  function allow3(x, now, e) {
    const q = new Fold3(x, now);
    admit(q.t, q.result(), e, (a) => q.refuse(a));
  }
  var Fold3 = class {
    t;
    status = "sent";
    since = 0;
    before = "sent";
    // status before in_verification
    due = none;
    until = "";
    // asked for as extension
    filedOn = "";
    questions = [];
    answers = /* @__PURE__ */ new Map();
    // question to kind of answer
    again = false;
    // asked again already
    record = false;
    // an oral answer was noted
    constructor(x, now) {
      this.t = new Tally(x, forms4, now);
      for (const [i, a] of this.t.acts.entries()) {
        if (i === 0) this.since = a.time;
        if (a.type === "post" && a.state !== "recalled" && this.status === "sent" && a.side === "other") {
          this.status = "received";
        }
        if (a.doc && (a.type === "genesis" || a.type === "post" && !this.refuse(a))) this.apply(a, a.doc);
      }
      for (const a of this.t.acts) {
        if (a.state !== "recalled" && this.status === "sent" && this.t.readBy(a.hash, "other")) this.status = "received";
      }
    }
    /** set changes the status; leaving a clarification starts the answer clock again. */
    set(status, at) {
      if (this.status === "clarification") this.due = this.shift(this.since, at);
      this.status = status;
      this.since = at;
    }
    is(...lists) {
      return lists.flat().includes(this.status);
    }
    refuse(a) {
      if (shared(a.form)) return void 0;
      const possible2 = this.forms(a.party, a.side);
      if (!possible2.includes(a.form)) return refusal(this.status, possible2, a.form);
      const asked2 = (question4) => this.questions.includes(question4);
      switch (a.doc?.form) {
        case "inquiry.answers":
          return a.doc.answers.every((one) => asked2(one.question)) ? void 0 : wrong("answers.question", "was not asked");
        case "inquiry.correction":
          return asked2(a.doc.question) ? void 0 : wrong("question", "was not asked");
        default:
          return void 0;
      }
    }
    /** forms lists what a party may post in this state. */
    forms(p, side) {
      if (this.is(over) || partyKind(p) === "r") return [];
      const list6 = [];
      const add3 = (ok, one) => {
        if (ok) list6.push(one.name);
      };
      if (side === "other") {
        add3(this.is(waiting, given2), answers);
        add3(this.is(waiting, "partly_answered"), assigned2);
        add3(this.is(waiting, "partly_answered") && !this.is("clarification"), clarification);
        add3(this.is(waiting, "partly_answered") && !this.is("extension"), extension);
        add3(this.is(waiting) && this.answers.size === 0, redirected);
        add3(this.is("in_verification"), recordAnswer);
        add3(this.is("correction"), correctionAnswer);
      } else if (side === "own") {
        add3(this.is("clarification"), clarified);
        add3(this.is("extension"), extensionAnswer);
        add3(!this.again && this.is(given2) && !this.is("answered"), askedAgain);
        add3(this.is(waiting, given2), record2);
        add3(this.is(given2) || this.record && this.is(waiting, "in_verification"), filed);
        add3(this.is("filed"), disclosed);
        add3(this.is("disclosed"), correction);
        add3(this.is(waiting, given2, "in_verification"), withdrawn2);
        add3(this.is("sent", "received"), undeliverable);
      }
      return list6;
    }
    /** apply is the table of formats: what a form makes of the status. */
    apply(a, d2) {
      switch (d2.form) {
        case "inquiry.sent":
          this.questions.push(...d2.questions.map((q) => q.id));
          this.due = asDue(d2.due);
          break;
        case "inquiry.assigned":
        case "inquiry.clarified":
          this.set("assigned", a.time);
          break;
        case "inquiry.clarification":
          this.set("clarification", a.time);
          break;
        case "inquiry.extension":
          this.until = d2.until;
          this.set("extension", a.time);
          break;
        case "inquiry.extension_answer":
          if (d2.agreed) this.due = asDue(d2.until || this.until) || this.due;
          this.set("assigned", a.time);
          break;
        case "inquiry.answers":
          for (const one of d2.answers) this.answers.set(one.question, one.kind);
          this.set(this.verdict(), a.time);
          break;
        case "inquiry.asked_again":
          this.askAgain(d2, a.time);
          break;
        case "inquiry.redirected":
          this.set("redirected", a.time);
          break;
        case "inquiry.record":
          this.before = this.status;
          this.record = true;
          this.set("in_verification", a.time);
          break;
        case "inquiry.record_answer":
          this.set(this.before, a.time);
          break;
        case "inquiry.filed":
          this.filedOn = d2.on;
          this.set("filed", a.time);
          break;
        case "inquiry.disclosed":
        case "inquiry.correction_answer":
          this.set("disclosed", a.time);
          break;
        case "inquiry.correction":
          this.set("correction", a.time);
          break;
        case "inquiry.withdrawn":
          this.set("withdrawn", a.time);
          break;
        case "inquiry.undeliverable":
          this.set("undeliverable", a.time);
          break;
      }
    }
    /**
     * shift moves the due date by the time the clock stood still: by days, to the
     * next working day, or by seconds when it is a time.
     */
    shift(from, to) {
      const day2 = dayOfDate(this.due);
      if (day2 === void 0) {
        const end = endOf(this.due);
        return end === void 0 ? none : due(end + to - from);
      }
      const days = (dayOfDate(today(to)) ?? 0) - (dayOfDate(today(from)) ?? 0);
      if (days === 0) return this.due;
      let moved2 = day2 + days;
      while (free(dateOf(moved2), this.t.frame.freeDays) !== "") moved2++;
      return dateOf(moved2);
    }
    /** askAgain opens the questions again, with a new answer term. */
    askAgain(d2, at) {
      this.again = true;
      for (const q of d2.questions) {
        this.answers.delete(q.id);
        if (!this.questions.includes(q.id)) this.questions.push(q.id);
      }
      this.due = countTerm(this.t.frame, this.t.frame.terms.answer, at) || this.due;
      this.set("received", at);
    }
    /** verdict: one word for the answers so far. */
    verdict() {
      const kinds4 = this.questions.map((q) => this.answers.get(q));
      if (kinds4.every((k) => k === "niet_bekend")) return "not_known";
      if (kinds4.every((k) => k === "weigering")) return "refused";
      if (kinds4.every((k) => k !== void 0 && k !== "niet_bekend" && k !== "weigering")) return "answered";
      return "partly_answered";
    }
    /** result adds what depends on the clock. */
    result() {
      const s = this.t.status();
      s.status = this.status;
      if (this.t.x.closed) s.status = "closed";
      else if (!this.is(over)) this.clocks(s);
      settle(s);
      s.next = nextSteps(this.t, { forms: (p) => this.forms(p, this.t.sideOf(p)), noOffer: this.is(over) });
      return s;
    }
    clocks(s) {
      const { frame: frame3, now } = this.t;
      const { terms: terms2 } = frame3;
      const [own, other3] = [this.t.x.owner, this.t.partyOn("other")];
      const add3 = (what, kind2, party2, date3) => {
        if (date3 !== none) addDuty(s, now, { id: what, what, kind: kind2, party: party2, due: date3 });
      };
      const count3 = (what, term2, party2) => add3(what, termKind(term2), party2, countTerm(frame3, term2, this.since));
      switch (this.status) {
        case "sent":
        case "received":
          count3("seen", terms2.seen, other3);
          break;
        case "extension":
          count3("extension", terms2.moreInfo, own);
          break;
        case "clarification":
          count3("clarification", terms2.moreInfo, own);
          break;
        case "in_verification":
          count3("verify", terms2.verify, other3);
          break;
        case "filed":
          add3("disclose", "statutory", own, countFrom(frame3, disclosure, this.filedOn));
          break;
        case "correction":
          count3("correction", terms2.answer, other3);
          break;
      }
      if (this.asking()) add3("answer", "agreed", other3, this.due);
      if (this.lapsed()) s.status = "lapsed";
    }
    /**
     * asking: the answer clock runs. It stands still during a clarification, and
     * ends with an oral answer that was noted.
     */
    asking() {
      return !this.record && !this.is("clarification") && this.is(waiting, "partly_answered");
    }
    /** lapsed: nothing was answered, and the term of lapse after the due date is past. */
    lapsed() {
      const { frame: frame3, now } = this.t;
      return this.asking() && this.answers.size === 0 && this.due !== none && passed(countFrom(frame3, frame3.terms.lapse, this.due), now);
    }
  };

  // src/flows/message/index.ts
  var message_exports = {};
  __export(message_exports, {
    allow: () => allow4,
    example: () => example4,
    fold: () => fold4,
    forms: () => forms5,
    statuses: () => statuses4
  });

  // src/flows/message/message.ts
  var statuses4 = ["sent", "read", "closed"];
  var forms5 = newIndex({ flow: "message", first: formText });
  function example4() {
    return {
      form: formText,
      version,
      text: "Kunnen jullie mij morgen bellen over de afspraken van vorige week? Ik ben bereikbaar tussen 9.00 en 12.00 uur."
    };
  }
  function fold4(x, now) {
    return result(new Tally(x, forms5, now));
  }
  function allow4(x, now, e) {
    const t = new Tally(x, forms5, now);
    admit(t, result(t), e, () => void 0);
  }
  function result(t) {
    const last = t.acts.findLast((a) => a.form === formText);
    const read4 = last !== void 0 && last.hash !== "" && t.readByOther(last);
    return { ...t.status(), status: t.x.closed ? "closed" : read4 ? "read" : "sent", next: nextSteps(t, {}) };
  }

  // src/flows/zaak/index.ts
  var zaak_exports = {};
  __export(zaak_exports, {
    allow: () => allow5,
    approval: () => approval,
    approvalAsked: () => approvalAsked,
    custody: () => custody,
    decision: () => decision2,
    draft: () => draft,
    duty: () => duty,
    dutyDone: () => dutyDone,
    example: () => example5,
    exchange: () => exchange,
    feedback: () => feedback,
    fold: () => fold5,
    foldWith: () => foldWith,
    forms: () => forms6,
    goal: () => goal,
    melding: () => melding,
    monitored: () => monitored,
    monitoring: () => monitoring,
    nameOpening: () => nameOpening,
    note: () => note,
    opened: () => opened,
    person: () => person2,
    reporter: () => reporter,
    statuses: () => statuses5
  });

  // src/flows/zaak/form.ts
  var opened = form("zaak.opened", ["genesis"], {
    ...opening,
    household: must(line2()),
    takenFrom: line2(),
    takenAt: due2
  });
  var reporter = part("zaak.Reporter", {
    kind: must(word3("beroepskracht", "particulier", "betrokkene", "politie", "vrijwilliger")),
    organisation: line2(),
    team: line2(),
    mailbox: xid,
    ...sourceFields,
    informant: bool
  });
  var id = must(line2(40));
  var melding = form(
    "zaak.melding",
    ["post"],
    { id, receivedOn: must(date), reporter },
    {
      complete(m, fill2) {
        m.receivedOn ||= today(fill2.now);
      },
      check: (m) => checkSource(m.reporter, "reporter")
    }
  );
  var person2 = form("zaak.person", ["post"], personFields, { check: (p) => checkWho(p, "person") });
  var decision2 = form("zaak.decision", ["post"], {
    id,
    kind: must(word3("veiligheidsbeoordeling", "onderzoek", "voorwaarden_en_vervolg", "einde_bemoeienis")),
    outcome: must(word3(...outcomes, ...findings)),
    on: must(date),
    by: must(line2())
  });
  var flow = must(word3("handoff", "feedback", "inquiry", "message"));
  var exchange = form("zaak.exchange", ["post"], {
    xid: must(xid),
    flow,
    kind: line2(),
    team: line2(),
    melding: line2(40)
  });
  var custody = form("zaak.custody", ["post"], {
    xid: must(xid),
    seq: num2(0, Number.MAX_SAFE_INTEGER),
    head: must(hash),
    holder: must(party)
  });
  var note = form("zaak.note", ["post"], { text: must(text3()) });
  var goal = part("zaak.For", { flow, xid, melding: line2(40), moment: num2(1, 3) });
  var draft = form("zaak.draft", ["post"], { id, for: goal, content: any3 });
  var approvalAsked = form("zaak.approval_asked", ["post"], {
    id,
    hash: must(hash),
    what: must(text3(2e3))
  });
  var approval = form("zaak.approval", ["post"], {
    id,
    hash: must(hash),
    verdict: must(word3("approved", "refused")),
    text: text3(4e3)
  });
  var feedback = form(
    "zaak.feedback",
    ["post"],
    {
      melding: id,
      moment: must(num2(1, 3)),
      state: must(word3("deferred", "not_possible", "not_applicable")),
      until: date,
      reason: must(text3(2e3))
    },
    {
      check(d2) {
        if (d2.state === "deferred" && d2.until === "") throw absent("until");
      }
    }
  );
  var dutyID = must(line2(80));
  var duty = form("zaak.duty", ["post"], {
    id: dutyID,
    what: must(text3(2e3)),
    due: must(due2),
    kind: must(word3("statutory", "regional", "agreed", "acute"))
  });
  var dutyDone = form(
    "zaak.duty_done",
    ["post"],
    { id: dutyID, on: must(date) },
    {
      complete(d2, fill2) {
        d2.on ||= today(fill2.now);
      }
    }
  );
  var monitoring = form("zaak.monitoring", ["post"], { dates: list3(date) });
  var monitored = form("zaak.monitored", ["post"], {
    date: must(date),
    result: must(word3("veilig_genoeg", "zorgen", "niet_gelukt"))
  });
  var nameOpening = form("zaak.name_opening", ["post"], {
    member: must(member),
    salt: must(salt),
    name: must(line2())
  });
  var forms6 = newIndex(
    { flow: "zaak", first: opened.name },
    opened,
    melding,
    person2,
    decision2,
    exchange,
    custody,
    note,
    draft,
    approvalAsked,
    approval,
    feedback,
    duty,
    dutyDone,
    monitoring,
    monitored,
    nameOpening
  );

  // src/flows/zaak/example.ts
  function example5(now) {
    return {
      form: opened.name,
      version,
      household: "Gezin Voorbeeld, Sneek",
      takenFrom: "Basisschool De Brug, bij de melding",
      takenAt: today(now)
    };
  }

  // src/flows/zaak/sheet.ts
  var momentKey = (melding2, n) => `${n}
${melding2}`;
  var Sheet = class {
    t;
    meldingen = [];
    decisions = [];
    said = /* @__PURE__ */ new Map();
    drafts = [];
    duties = [];
    done = /* @__PURE__ */ new Set();
    // duties by id
    monitored = /* @__PURE__ */ new Set();
    exchanges = [];
    dates = [];
    // monitoring
    constructor(x, now) {
      this.t = new Tally(x, forms6, now);
      for (const a of this.t.acts) {
        if (a.doc && a.type === "post" && !this.refuse(a)) this.apply(a, a.doc);
      }
    }
    /**
     * refuse is undefined when a post has its effect. A sheet is one team's own:
     * what is refused is what refers to nothing, and approval of one's own question.
     */
    refuse(a) {
      const d2 = a.doc;
      switch (d2?.form) {
        case "zaak.melding":
          return this.meldingen.some((m) => m.id === d2.id) ? wrong("id", "is that of another melding") : void 0;
        case "zaak.duty":
          return this.duties.some((o) => o.id === d2.id) ? wrong("id", "is that of another duty") : void 0;
        case "zaak.approval_asked": {
          const v = this.draft(d2.id);
          return !v || v.entry !== d2.hash || v.state === "discarded" ? wrong("hash", "is not the newest version of that draft") : void 0;
        }
        case "zaak.approval": {
          const asked2 = this.draft(d2.id)?.asked;
          if (asked2?.hash !== d2.hash) return wrong("hash", "is not what approval was asked for");
          return asked2.by === a.author ? wrong("verdict", "is of the member who asked") : void 0;
        }
        case "zaak.feedback":
          return this.owes(d2.melding, d2.moment) ? void 0 : wrong("moment", "is not owed to that melding");
        case "zaak.monitored":
          return this.dates.includes(d2.date) ? void 0 : wrong("date", "is not a monitoring date");
        default:
          return void 0;
      }
    }
    apply(a, d2) {
      switch (d2.form) {
        case "zaak.melding":
          this.meldingen.push({ id: d2.id, received: d2.receivedOn, informant: d2.reporter.informant });
          break;
        case "zaak.decision":
          this.decisions.push(d2);
          break;
        case "zaak.exchange":
          this.exchanges.push(d2);
          break;
        case "zaak.draft":
          this.write(d2, a.hash);
          break;
        case "zaak.approval_asked": {
          const v = this.draft(d2.id);
          if (!v) break;
          v.asked = { by: a.author, hash: d2.hash, what: d2.what };
          v.state = v.flow === "feedback" ? "release_check" : "basis_check";
          v.approved = false;
          break;
        }
        case "zaak.approval": {
          const v = this.draft(d2.id);
          if (!v) break;
          v.asked = void 0;
          v.approved = d2.verdict === "approved";
          if (!v.approved) v.state = writing(v.flow);
          break;
        }
        case "zaak.feedback":
          this.said.set(momentKey(d2.melding, d2.moment), { state: d2.state, until: d2.until });
          break;
        case "zaak.duty":
          this.duties.push(d2);
          break;
        case "zaak.duty_done":
          this.done.add(d2.id);
          break;
        case "zaak.monitoring":
          this.dates = d2.dates;
          break;
        case "zaak.monitored":
          this.monitored.add(d2.date);
          break;
      }
    }
    draft(id2) {
      return this.drafts.find((d2) => d2.id === id2);
    }
    /** write takes a new version; what was asked about the one before falls away. */
    write(d2, entry) {
      const { flow: flow2, xid: xid2, melding: melding2, moment: moment3 } = d2.for;
      const state = d2.content === null ? "discarded" : writing(flow2);
      const v = { id: d2.id, flow: flow2, xid: xid2, melding: melding2, moment: moment3, entry, state, approved: false, asked: void 0 };
      const i = this.drafts.findIndex((o) => o.id === d2.id);
      if (i < 0) this.drafts.push(v);
      else this.drafts[i] = v;
    }
    /** started are the decisions that lead to more than one moment of feedback. */
    started() {
      return this.decisions.filter(
        (d2) => d2.kind === "veiligheidsbeoordeling" && (d2.outcome === "onderzoek" || d2.outcome === "voorwaarden_en_vervolg")
      );
    }
    /** ended gives the decision that ends what d started, undefined while it lasts. */
    ended(d2) {
      return this.decisions.slice(this.decisions.indexOf(d2) + 1).find((e) => e.kind === d2.outcome);
    }
    /**
     * owes says whether a moment is owed to a melding: the first to every reporter
     * that is no informant, the second once something was started, the third when
     * somebody says anything about it.
     */
    owes(melding2, n) {
      const known = this.meldingen.some((o) => o.id === melding2 && !o.informant);
      return known && (n !== 2 || this.started().length > 0);
    }
    /** add puts a duty of the team on the list; duty_done reaches each by its id. */
    add(s, d2) {
      addDuty(s, this.t.now, { ...d2, party: this.t.x.owner, done: (d2.done ?? false) || this.done.has(d2.id) });
    }
  };
  function writing(flow2) {
    return flow2 === "feedback" ? "drafting" : "draft";
  }

  // src/flows/zaak/duty.ts
  var assessmentTerm = "5wd";
  var investigationTerm = "10w";
  var feedbackTerm = "5wd";
  function assessments(sheet, s) {
    for (const m of sheet.meldingen) {
      const done = sheet.decisions.some((d2) => d2.kind === "veiligheidsbeoordeling" && d2.on >= m.received);
      sheet.add(s, {
        id: `${m.id}/assessment`,
        what: "assessment",
        kind: "statutory",
        melding: m.id,
        due: countFrom(sheet.t.frame, assessmentTerm, m.received),
        done
      });
    }
  }
  function investigations(sheet, s) {
    for (const d2 of sheet.started()) {
      if (d2.outcome !== "onderzoek") continue;
      sheet.add(s, {
        id: `${d2.id}/investigation`,
        what: "investigation",
        kind: "statutory",
        due: countFrom(sheet.t.frame, investigationTerm, d2.on),
        done: sheet.ended(d2) !== void 0
      });
    }
  }
  function feedbacks(sheet, s, linked2) {
    for (const m of sheet.meldingen) {
      if (m.informant) continue;
      feedback2(sheet, s, linked2, m.id, 1, countFrom(sheet.t.frame, feedbackTerm, m.received));
      const started = sheet.started().at(-1);
      if (started) feedback2(sheet, s, linked2, m.id, 2, second(sheet, started));
      if (sheet.said.has(momentKey(m.id, 3))) feedback2(sheet, s, linked2, m.id, 3, none);
    }
  }
  function second(sheet, d2) {
    const { frame: frame3 } = sheet.t;
    const end = sheet.ended(d2);
    if (end) return countFrom(frame3, feedbackTerm, end.on);
    if (d2.outcome !== "onderzoek") return none;
    return countFrom(frame3, feedbackTerm, countFrom(frame3, investigationTerm, d2.on));
  }
  function feedback2(sheet, s, linked2, melding2, n, ownDue) {
    let due3 = ownDue;
    let state = "due";
    let done = false;
    for (const v of sheet.drafts) {
      if (v.flow === "feedback" && v.melding === melding2 && v.moment === n && v.state !== "discarded") state = v.state;
    }
    const said = sheet.said.get(momentKey(melding2, n));
    if (said?.state === "deferred") {
      due3 = said.until;
      if (!reached(said.until, sheet.t.now) && state === "due") state = "deferred";
    } else if (said) {
      state = said.state;
      done = true;
    }
    const told4 = toldElsewhere(sheet, linked2, melding2, n);
    if (told4 !== "") {
      state = told4;
      done = true;
    }
    sheet.add(s, {
      id: `${melding2}/feedback/${n}`,
      what: "feedback",
      kind: "regional",
      melding: melding2,
      moment: n,
      due: due3,
      state,
      done
    });
  }
  function toldElsewhere(sheet, linked2, melding2, n) {
    for (const x of sheet.exchanges) {
      if (x.flow !== "feedback" || x.melding !== melding2) continue;
      for (const d2 of linked2.get(x.xid)?.duties ?? []) {
        if (d2.what === "feedback" && d2.moment === n && d2.state !== "due" && d2.state !== "deferred") return d2.state;
      }
    }
    return "";
  }

  // src/flows/zaak/fold.ts
  var statuses5 = ["open", "monitoring", "closed"];
  function fold5(x, now) {
    return foldWith(x, /* @__PURE__ */ new Map(), now);
  }
  function foldWith(x, linked2, now) {
    return result2(new Sheet(x, now), linked2);
  }
  function allow5(x, now, e) {
    const sheet = new Sheet(x, now);
    const s = result2(sheet, /* @__PURE__ */ new Map());
    admit(sheet.t, s, e, (a) => {
      const d2 = a.doc;
      if (d2?.form === "zaak.duty_done" && !s.duties.some((o) => o.id === d2.id)) {
        return wrong("id", "is not a duty of this sheet");
      }
      if (d2?.form === "zaak.feedback" && d2.state === "deferred") {
        return checkDeferral(sheet.t.frame, d2.until, now) ?? sheet.refuse(a);
      }
      return sheet.refuse(a);
    });
  }
  function result2(sheet, linked2) {
    const { t } = sheet;
    const s = t.status();
    if (t.x.closed) return { ...s, status: "closed", next: nextSteps(t, {}) };
    assessments(sheet, s);
    feedbacks(sheet, s, linked2);
    investigations(sheet, s);
    for (const d2 of sheet.duties) {
      if (d2.kind !== "") sheet.add(s, { id: d2.id, what: "duty", kind: d2.kind, text: d2.what, due: asDue(d2.due) });
    }
    for (const { asked: asked2, ...d2 } of sheet.drafts) {
      s.drafts.push(d2);
      if (!asked2) continue;
      sheet.add(s, {
        id: `approval/${d2.id}`,
        what: "approval",
        kind: "agreed",
        state: "asked",
        text: asked2.what,
        melding: d2.melding,
        moment: d2.moment
      });
    }
    const busy = s.duties.some((d2) => !d2.done);
    s.status = monitorings(sheet, s) && !busy ? "monitoring" : "open";
    settle(s);
    const keepOpen = s.duties.some((d2) => !d2.done && d2.due !== none && !passed(d2.due, t.now));
    s.next = nextSteps(t, { forms: () => possible(sheet, s), keepOpen });
    return s;
  }
  function monitorings(sheet, s) {
    let open7 = false;
    for (const due3 of new Set([...sheet.dates].sort())) {
      const id2 = `monitoring/${due3}`;
      const done = sheet.monitored.has(due3);
      sheet.add(s, { id: id2, what: "monitoring", kind: "regional", due: due3, done });
      open7 ||= !done && !sheet.done.has(id2);
    }
    return open7;
  }
  function possible(sheet, s) {
    const always = [
      melding,
      person2,
      decision2,
      exchange,
      custody,
      note,
      draft,
      duty,
      monitoring,
      nameOpening
    ];
    const list6 = always.map((one) => one.name);
    const add3 = (ok, one) => {
      if (ok) list6.push(one.name);
    };
    add3(sheet.drafts.some((d2) => d2.state !== "discarded"), approvalAsked);
    add3(sheet.drafts.some((d2) => d2.asked !== void 0), approval);
    add3(sheet.meldingen.some((m) => !m.informant), feedback);
    add3(s.duties.some((d2) => !d2.done), dutyDone);
    add3(sheet.dates.length > 0, monitored);
    return list6;
  }

  // src/member/flows.ts
  var purposes = new Map(Object.entries({ handoff: handoff_exports, inquiry: inquiry_exports, feedback: feedback_exports, message: message_exports, zaak: zaak_exports }));
  function purposeOf(name2) {
    return purposes.get(name2) ?? fail("E19", "an unknown flow");
  }
  function isFlow(name2) {
    return purposes.has(name2);
  }
  function fold6(m, x) {
    const purpose = x.frame && purposes.get(x.frame.flow);
    return purpose?.fold(factsOf(x), m.now()) ?? {
      flow: x.frame?.flow ?? "",
      kind: x.frame?.kind ?? "",
      status: "",
      overdue: false,
      due: "",
      custody: "",
      certainty: "",
      offer: void 0,
      duties: [],
      drafts: [],
      next: {}
    };
  }
  function learnFrame(t, body, known) {
    if (t !== "genesis" && t !== "rekey") return known;
    const told4 = looseFrame(body);
    return known ?? told4;
  }
  function looseFrame(body) {
    const frame3 = asObject(parseJSON(body))?.["frame"];
    if (frame3 === void 0 || frame3 === null) return void 0;
    const fields = asObject(frame3) ?? fail("E10", "body: its frame is no object");
    const terms2 = asObject(fields["terms"]);
    const wanted = { ...only(frame, fields), ...terms2 === void 0 ? {} : { terms: only(terms, terms2) } };
    return frame.read(wanted);
  }
  function parseJSON(body) {
    try {
      return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    } catch (err) {
      return fail("E10", "body is not json", err);
    }
  }
  function asObject(v) {
    return typeof v === "object" && v !== null && !Array.isArray(v) ? Object.fromEntries(Object.entries(v)) : void 0;
  }
  function only(rule, given3) {
    return Object.fromEntries(Object.keys(rule.fields ?? {}).flatMap((name2) => name2 in given3 ? [[name2, given3[name2]]] : []));
  }
  function readDocument(t, body, frame3) {
    if (frame3 === void 0) return fail("E10", "the purpose of this exchange is not known");
    return purposeOf(frame3.flow).forms.read(frame3.kind, t, body);
  }
  function complete(m, frame3, t, doc, files) {
    const given3 = asObject(doc) ?? fail("E10", "the document is no object");
    const fill2 = { now: m.now(), author: author2(m), member: m.id, files, frame: frame3 };
    return purposeOf(frame3.flow).forms.complete(t, given3, fill2);
  }
  function author2(m) {
    return m.self.name === "" ? void 0 : { name: m.self.name, salt: m.self.salt, role: "" };
  }
  function purposeKnown(x) {
    return x.frame ?? fail("E29", "the purpose of this exchange cannot be read here");
  }
  function allowed2(m, x, t, body) {
    const { flow: name2 } = purposeKnown(x);
    purposeOf(name2).allow(factsOf(x), m.now(), {
      seq: x.state.seq + 1,
      hash: "",
      type: t,
      party: x.party,
      author: m.id,
      time: m.now(),
      to: "",
      target: "",
      parties: x.state.set,
      owner: x.state.owner,
      state: "readable",
      code: "",
      body
    });
  }
  function formIn(body) {
    try {
      const form3 = asObject(parseJSON(body))?.["form"];
      return typeof form3 === "string" ? form3 : "";
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return "";
    }
  }

  // src/member/mark.ts
  var letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  function kenmerk(xid2) {
    let bits = Math.floor(Number.parseInt(xid2.slice(0, 8), 16) / 4);
    let mark = "";
    for (let i = 0; i < 6; i++) {
      mark = (letters[bits % 32] ?? "") + (i === 3 ? "-" : "") + mark;
      bits = Math.floor(bits / 32);
    }
    return mark;
  }

  // src/member/keep.ts
  var nothingKept = { frames: [], receipts: [] };
  function frameHash(frame3) {
    const entry = frame3 === void 0 ? void 0 : partsOf(frame3)[0];
    return entry === void 0 ? "" : hashOf(entry);
  }
  function partsOf(frame3) {
    try {
      return splitFrame(frame3);
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return [];
    }
  }
  function head2(k) {
    return frameHash(k.frames.at(-1));
  }
  async function kept(m, xid2) {
    const k = await stored(m, xid2);
    setPin(m, xid2, k);
    return k;
  }
  async function stored(m, xid2) {
    if (!isHash(xid2)) fail("E01", "an exchange id is 64 hex digits");
    const bytes3 = await m.home.read(`exchanges/${xid2}`);
    if (bytes3 === void 0) return nothingKept;
    const [frames, receipts, more] = splitFrame(bytes3);
    if (frames === void 0 || receipts === void 0 || more !== void 0) {
      return fail("E10", `kept exchange ${xid2} is damaged`);
    }
    return { frames: splitFrame(frames), receipts: splitFrame(receipts) };
  }
  function keep(m, x) {
    return m.home.locks.only("exchanges", async () => {
      const now = await stored(m, x.xid);
      const verified = x.frames.slice(0, x.entries.length);
      const frames = join(verified, now.frames).map(
        (frame3, i) => x.entries[i]?.state === "recalled" ? withoutText(frame3) : frame3
      );
      const receipts = now.receipts.length > x.rawReceipts.length ? now.receipts : x.rawReceipts;
      const out = { frames, receipts };
      await m.home.write(`exchanges/${x.xid}`, joinFrame(joinFrame(...frames), joinFrame(...receipts)));
      setPin(m, x.xid, out);
    });
  }
  function join(a, b) {
    const out = a.map((frame3, i) => {
      const other3 = b[i];
      if (other3 === void 0) return frame3;
      if (frameHash(frame3) !== frameHash(other3)) fail("E03", `the hub showed another tab another entry ${i}`);
      return hasText(frame3) || !hasText(other3) ? frame3 : other3;
    });
    return b.length > a.length ? b : out;
  }
  function hasText(frame3) {
    return (partsOf(frame3)[1]?.length ?? 0) > 0;
  }
  function withoutText(frame3) {
    return hasText(frame3) ? joinFrame(...splitFrame(frame3).map((part2, i) => i === 1 ? new Uint8Array(0) : part2)) : frame3;
  }
  function pinned(m) {
    return (xid2) => m.pins.get(xid2);
  }
  function setPin(m, xid2, k) {
    if (k.frames.length > 0) m.pins.set(xid2, k.frames.length - 1);
    else m.pins.delete(xid2);
  }
  async function forget(m, xid2) {
    m.pins.delete(xid2);
    m.opened.delete(xid2);
    await m.home.remove(`exchanges/${xid2}`);
  }
  var day = 24 * 3600;
  var keepClosed = 30 * day;
  var keepIdle = 400 * day;
  var grace = 5 * day;
  async function sweep(m) {
    const stamp = await m.home.read("swept");
    const now = m.now();
    if (stamp !== void 0 && Math.abs(now - Number(new TextDecoder().decode(stamp))) < day) return;
    await m.home.locks.only("exchanges", async () => {
      for (const xid2 of await m.home.list("exchanges")) {
        let k;
        try {
          k = await stored(m, xid2);
        } catch {
          continue;
        }
        if (ended(k, now)) await forget(m, xid2);
      }
      await m.home.write("swept", utf8(String(now)));
    });
  }
  function ended(k, now) {
    const over3 = (e, after3) => now - e.time > after3 + grace;
    for (const [i, frame3] of k.frames.toReversed().entries()) {
      const e = entryOf(frame3);
      if (e === void 0) return false;
      if (i === 0 && over3(e, keepIdle) || e.type === "close" && over3(e, keepClosed)) return true;
    }
    return false;
  }
  function entryOf(frame3) {
    const [raw2] = partsOf(frame3);
    if (raw2 === void 0) return void 0;
    try {
      return parse2(raw2);
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return void 0;
    }
  }

  // src/member/catchup.ts
  var maxEntries = 1 << 16;
  async function catchUp(m, p, xid2, k) {
    const frames = await newFrames(m, p, xid2, k);
    if (frames === void 0) return k;
    const receipts = await m.hub.receipts(p, xid2);
    const alike3 = receipts.length === k.receipts.length && receipts.every((r, i) => same(r, k.receipts[i] ?? new Uint8Array(0)));
    if (frames.length === 0 && alike3) return k;
    return { frames: frames.length === 0 ? k.frames : [...k.frames, ...frames], receipts: alike3 ? k.receipts : receipts };
  }
  async function newFrames(m, p, xid2, k) {
    const more = [];
    let from = Math.max(0, k.frames.length - 1);
    for (let overlap = k.frames.length > 0; ; overlap = false) {
      let got = await m.hub.entries(p, xid2, from);
      if (overlap) {
        if (got.length === 0) {
          await putBack(m, p, xid2, k);
          return void 0;
        }
        if (frameHash(got[0]) !== head2(k)) fail("E03", `the hub shows another entry ${from} than before`);
        got = got.slice(1);
        from++;
      }
      if (got.length === 0) return more;
      const whole2 = inOrder(got, from);
      more.push(...got);
      if (!whole2) return more;
      from += got.length;
    }
  }
  function inOrder(frames, from) {
    for (const [i, frame3] of frames.entries()) {
      const [raw2, ct] = partsOf(frame3);
      if (raw2 === void 0 || ct === void 0 || frame3.length > Limits.frame) {
        return fail("E01", `the hub's answer holds no entry ${from + i}`);
      }
      let seq;
      try {
        ({ seq } = parse2(raw2));
      } catch (err) {
        if (codeOf(err) === "") throw err;
        return false;
      }
      if (seq !== from + i || seq >= maxEntries) fail("E02", `the hub shows entry ${seq} in the place of ${from + i}`);
    }
    return true;
  }
  async function putBack(m, p, xid2, k) {
    let have = 0;
    for (; ; ) {
      const got = await m.hub.entries(p, xid2, have);
      if (got.length === 0) break;
      for (const [i, frame3] of got.entries()) {
        if (frameHash(frame3) !== frameHash(k.frames[have + i])) fail("E03", `the hub shows another entry ${have + i} than before`);
      }
      have += got.length;
    }
    for (const frame3 of k.frames.slice(have)) await m.hub.put(frame3);
  }

  // src/member/opener.ts
  var CaseKeys = class {
    // why an epoch could not be opened
    constructor(teamKeys, mine) {
      this.teamKeys = teamKeys;
      this.mine = mine;
    }
    teamKeys;
    mine;
    xnonce = "";
    /** Grant files by entry, as they came. */
    files = /* @__PURE__ */ new Map();
    #rcpt = /* @__PURE__ */ new Map();
    // per epoch, from the entry that opened it
    #keys = /* @__PURE__ */ new Map();
    #failures = /* @__PURE__ */ new Map();
    /** key is the case identity of an epoch, undefined when it is not held. */
    key(epoch) {
      return this.#keys.get(epoch);
    }
    /** epochs are those whose key is held, in order. */
    epochs() {
      return [...this.#keys.keys()].sort((a, b) => a - b);
    }
    /** newest is the newest epoch whose key is held. */
    newest() {
      const epoch = this.epochs().at(-1);
      const key = epoch === void 0 ? void 0 : this.#keys.get(epoch);
      return epoch === void 0 || key === void 0 ? void 0 : { epoch, key };
    }
    /** admit opens this member's grants in a genesis or rekey. */
    async admit(e) {
      if (e.type === "genesis") this.xnonce = e.nonce;
      this.#rcpt.set(e.epoch, e.rcpt);
      const files = this.files.get(e.hash) ?? [];
      for (const [i, g] of e.grants.entries()) {
        if (this.#keys.has(g.epoch) || !this.mine.includes(g.party)) continue;
        try {
          this.#keys.set(g.epoch, await this.#openGrant(g, files[i]));
          this.#failures.delete(g.epoch);
        } catch (err) {
          if (!(err instanceof SluisError)) throw err;
          this.#failures.set(g.epoch, err);
        }
      }
    }
    async #openGrant(g, file3) {
      if (file3 === void 0 || file3.length === 0) return fail("E08", "grant file is missing");
      if (hashOf(file3) !== g.file) fail("E08", "grant file is not the signed one");
      const by = await this.teamKeys.forRecipient(g.party, g.key);
      const context = [line("xnonce", this.xnonce), line("epoch", String(g.epoch)), line("party", g.party)];
      return openSecret(by, file3, grantForm, context, this.#rcpt.get(g.epoch) ?? "");
    }
    /** bind recomputes a bind line of e; undefined without the key of that epoch. */
    async bind(e, epoch) {
      const key = this.#keys.get(epoch);
      if (key === void 0) return void 0;
      const line3 = e.binds.find((b) => b.epoch === epoch);
      return line3 !== void 0 && await bind(key, e.note.before("bind")) === line3.value;
    }
    /**
     * body opens the sealed text of e: E07 without its key, E08 when it is not the
     * signed one, E14 or E18 when it does not open, E10 when it is malformed.
     */
    async body(e, ct) {
      const key = this.#keys.get(e.epoch);
      if (key === void 0) throw this.#failures.get(e.epoch) ?? new SluisError("E07", "the key of this part is not ours");
      if (ct.length !== e.ctSize || hashOf(ct) !== e.ct) fail("E08", "sealed text is not the signed one");
      return readBody2(await open2(key, ct), e.body);
    }
  };

  // src/member/verify.ts
  async function verify(m, p, xid2, k) {
    if (k.frames.length === 0) fail("E21", "not found");
    const before = usable(m.opened.get(xid2), p, k);
    const keys = before?.keys ?? new CaseKeys(m.teamKeys, m.parties());
    const { stored: stored2, end } = takeApart(k.frames.slice(before?.entries.length ?? 0), keys);
    if (before !== void 0 && stored2.some(({ entry }) => entry.type === "recall")) {
      m.opened.delete(xid2);
      return verify(m, p, xid2, k);
    }
    const first2 = before?.entries[0]?.entry ?? stored2[0]?.entry;
    if (first2 === void 0) throw end ?? new SluisError("E01", "stored exchange has no entries");
    if (first2.xid !== xid2) fail("E09", "the hub answered with another exchange");
    if (stored2.length > 0) await m.dir.forEntries(stored2.map((s) => s.entry));
    const view3 = m.dir.book.since(pinned(m));
    const run2 = await replay2(before, stored2, view3, keys);
    const state = run2.result.state ?? fail(run2.result.end?.code ?? "E01", run2.result.end?.message ?? "no entry counts");
    const recalled = recalls(stored2.map((s) => s.entry));
    let frame3 = before?.frame;
    const entries = [...before?.entries ?? []];
    for (const [i, verdict2] of run2.verdicts.entries()) {
      const { ct } = stored2[i] ?? fail("E01", "a verdict without an entry");
      const opened2 = await openEntry(keys, verdict2, run2.after[i] ?? state, ct, recalled.has(verdict2.entry.hash), frame3);
      frame3 = opened2.frame;
      entries.push(opened2.entry);
    }
    const x = confine(m, {
      xid: xid2,
      party: p,
      state,
      entries,
      frame: frame3,
      keys,
      view: view3,
      receipts: [],
      away: false,
      end: run2.result.end ?? end,
      endBy: run2.result.endBy,
      frames: k.frames,
      rawReceipts: k.receipts
    });
    const whole2 = { ...x, receipts: await readReceipts(m, x, before) };
    m.opened.set(xid2, whole2);
    return whole2;
  }
  function usable(x, p, k) {
    if (x === void 0 || x.party !== p || x.end !== null || lacks(x) || x.frames.length > k.frames.length) return void 0;
    return x.frames.every((frame3, i) => frame3 === k.frames[i]) ? x : void 0;
  }
  function takeApart(frames, keys) {
    const stored2 = [];
    for (const frame3 of frames) {
      const [raw2, ct, ...files] = partsOf(frame3);
      if (raw2 === void 0 || ct === void 0) {
        return { stored: stored2, end: new SluisError("E01", "a stored entry is malformed") };
      }
      try {
        const entry = parse2(raw2);
        stored2.push({ entry, ct });
        keys.files.set(entry.hash, files);
      } catch (err) {
        if (!(err instanceof SluisError)) throw err;
        return { stored: stored2, end: err };
      }
    }
    return { stored: stored2, end: null };
  }
  async function replay2(before, stored2, view3, keys) {
    let result4 = before === void 0 ? nothing : { ...nothing, state: before.state };
    const verdicts = [];
    const after3 = [];
    for (const { entry } of stored2) {
      result4 = await extend({ ...result4, verdicts: [] }, [entry], view3, keys);
      const [verdict2] = result4.verdicts;
      if (result4.end !== null || verdict2 === void 0 || result4.state === null) break;
      verdicts.push(verdict2);
      after3.push(result4.state);
    }
    return { result: result4, verdicts, after: after3 };
  }
  function recalls(entries) {
    return new Set(entries.flatMap((e) => e.type === "recall" ? [e.target] : []));
  }
  async function openEntry(keys, v, after3, ct, recalled, frame3) {
    let known = frame3;
    const closed = (state, code = v.code) => ({
      entry: { entry: v.entry, after: after3, state, code, body: void 0, doc: void 0, unchecked: !v.checked },
      frame: known
    });
    if (!v.effect) return closed("unreadable");
    if (v.entry.ctSize === 0) return closed("none");
    if (recalled) return closed("recalled");
    if (ct.length === 0) return closed("missing");
    try {
      const body = await keys.body(v.entry, ct);
      known = learnFrame(v.entry.type, body, frame3);
      const doc = readDocument(v.entry.type, body, known);
      return { entry: { entry: v.entry, after: after3, state: "readable", code: v.code, body, doc, unchecked: !v.checked }, frame: known };
    } catch (err) {
      const code = codeOf(err);
      if (code === "") throw err;
      return closed("unreadable", code);
    }
  }
  function confine(m, x) {
    if (x.frame?.flow !== "zaak") return x;
    const own = x.entries.every(({ after: { set: set2 } }) => {
      const [only2, other3] = set2;
      return only2 !== void 0 && other3 === void 0 && partyKind(only2) === "t" && m.dir.orgOf(only2) === m.org;
    });
    if (own) return x;
    return {
      ...x,
      frame: void 0,
      entries: x.entries.map((e) => ({ ...e, state: "unreadable", code: "E10", body: void 0, doc: void 0 }))
    };
  }
  var passed2 = /* @__PURE__ */ new WeakMap();
  async function readReceipts(m, x, before) {
    const known = (before && passed2.get(before.keys)) ?? /* @__PURE__ */ new Map();
    passed2.set(x.keys, known);
    const at = new Map(x.entries.map((e) => [e.entry.hash, e.entry]));
    const list6 = [];
    for (const raw2 of x.rawReceipts) {
      const name2 = hashOf(raw2);
      const receipt2 = known.get(name2) ?? await readReceipt(m, x, at, raw2);
      if (receipt2 === void 0) continue;
      known.set(name2, receipt2);
      list6.push(receipt2);
    }
    return list6;
  }
  async function readReceipt(m, x, at, raw2) {
    try {
      const r = parseReceipt(raw2);
      const entry = at.get(r.entry);
      if (entry === void 0) return void 0;
      await checkReceipt(x.state, r, entry, m.dir.book);
      return { entry: r.entry, party: r.party, author: r.author, time: r.time };
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return void 0;
    }
  }

  // src/member/read.ts
  async function read3(m, xid2) {
    await syncIfThere(m);
    for (const p of m.parties()) {
      try {
        return await readFor(m, p, xid2);
      } catch (err) {
        if (codeOf(err) !== "E21") throw err;
      }
    }
    return fail("E21", "not found");
  }
  async function syncIfThere(m) {
    try {
      await m.dir.sync();
    } catch (err) {
      if (codeOf(err) !== "E27") throw err;
    }
  }
  async function readFor(m, p, xid2, row3) {
    const before = m.opened.get(xid2);
    let k = before === void 0 ? await kept(m, xid2) : { frames: before.frames, receipts: before.rawReceipts };
    const had = k;
    let away2 = false;
    if (row3 === void 0 || head2(k) !== row3.head || k.receipts.length !== row3.receipts) {
      try {
        k = await catchUp(m, p, xid2, k);
      } catch (err) {
        if (codeOf(err) !== "E27" || k.frames.length === 0) throw err;
        away2 = true;
      }
    }
    if (before !== void 0 && k === had && before.party === p && before.end === null && !lacks(before)) {
      return { ...before, away: away2 };
    }
    let x = await verify(m, p, xid2, k);
    if (!away2 && lacks(x)) {
      const healed = await heal(m, x, k);
      if (healed !== void 0) {
        k = healed;
        x = await verify(m, p, xid2, k);
      }
    }
    if (k !== had) await keep(m, x);
    return { ...x, away: away2 };
  }
  function refresh(m, x) {
    return readFor(m, x.party, x.xid);
  }
  async function extended(m, x, frame3) {
    const frames = [...x.frames.slice(0, x.entries.length), frame3];
    const y = await verify(m, x.party, x.xid, { frames, receipts: x.rawReceipts });
    await keep(m, y);
    return y;
  }
  async function heal(m, x, k) {
    const frames = [...k.frames];
    let healed = false;
    for (const p of m.parties()) {
      for (let from = 0; from < x.entries.length; ) {
        let got;
        try {
          got = await m.hub.entries(p, x.xid, from);
        } catch (err) {
          if (codeOf(err) === "E21") break;
          throw err;
        }
        if (got.length === 0) break;
        for (const [i, fresh] of got.entries()) {
          const entry = x.entries[from + i];
          const old = frames[from + i];
          const better = entry && old && mended(entry, old, fresh);
          if (better === void 0) continue;
          frames[from + i] = better;
          healed = true;
        }
        from += got.length;
      }
    }
    return healed ? { frames, receipts: k.receipts } : void 0;
  }
  function mended({ entry }, old, fresh) {
    const have = partsOf(old);
    const got = partsOf(fresh);
    if (got.length !== have.length || frameHash(fresh) !== entry.hash) return void 0;
    const wanted = ["", entry.ct, ...entry.grants.map((g) => g.file)];
    let changed = false;
    const parts = have.map((part2, i) => {
      const want = wanted[i];
      const other3 = got[i];
      if (!want || other3 === void 0 || hashOf(part2) === want || hashOf(other3) !== want) return part2;
      changed = true;
      return other3;
    });
    return changed ? joinFrame(...parts) : void 0;
  }
  function unended(x) {
    if (x.end !== null) throw new SluisError(x.end.code, `this exchange ended: ${x.end.message}`, { cause: x.end });
  }

  // src/member/home.ts
  function once2(home, name2, bytes3) {
    return home.locks.only("once", async () => {
      const had = await home.read(name2);
      if (had === void 0) await home.write(name2, bytes3);
      else if (!same(had, bytes3)) fail("E31", "this was given to a colleague already");
    });
  }
  async function move(home, from, to) {
    const bytes3 = await home.read(from);
    if (bytes3 === void 0) return;
    await home.write(to, bytes3);
    await home.remove(from);
  }

  // src/member/outbox.ts
  function outboxName({ entry }) {
    return `outbox/${entry.xid}-${entry.hash.slice(0, 16)}`;
  }
  async function keepToSend(m, f) {
    await m.home.write(outboxName(f), f.frame);
  }
  function put(m, f) {
    return m.home.locks.share("outbox", async () => {
      await keepToSend(m, f);
      try {
        await m.hub.put(f.frame);
      } catch (err) {
        if (unknownOutcome(err)) throw err;
        await m.home.remove(outboxName(f));
        throw err;
      }
      await m.home.remove(outboxName(f));
    });
  }
  var unknown = ["E27", "E24", "E25", "E22", ""];
  function unknownOutcome(err) {
    return unknown.includes(codeOf(err));
  }
  async function resume(m) {
    const nothing2 = { arrived: [], failed: [] };
    const names2 = await m.home.list("outbox");
    if (names2.length === 0) return nothing2;
    const done = await m.home.locks.attempt("resume", async () => {
      const same2 = await m.home.locks.attempt("outbox", () => resumeSame(m, names2));
      return same2 === void 0 ? nothing2 : resumeOthers(m, same2);
    });
    return done ?? nothing2;
  }
  async function resumeSame(m, names2) {
    const arrived = [];
    const again = [];
    for (const name2 of names2) {
      const frame3 = await m.home.read(`outbox/${name2}`);
      if (frame3 === void 0) continue;
      const entry = entryIn(frame3);
      if (entry === void 0 || entry.type === "offer") {
        again.push(name2);
        continue;
      }
      try {
        await m.hub.put(frame3);
        await m.home.remove(`outbox/${name2}`);
        arrived.push(entry.xid);
      } catch (err) {
        if (!unknownOutcome(err)) again.push(name2);
      }
    }
    return { arrived, again };
  }
  async function resumeOthers(m, same2) {
    const arrived = [...same2.arrived];
    const failed = [];
    for (const name2 of same2.again) {
      const xid2 = name2.slice(0, 64);
      try {
        await resumeAnew(m, name2);
        await m.home.remove(`outbox/${name2}`);
        arrived.push(xid2);
      } catch (error) {
        if (unknownOutcome(error)) continue;
        failed.push({ xid: xid2, error });
        await move(m.home, `outbox/${name2}`, `failed/${name2}`);
      }
    }
    return { arrived, failed };
  }
  function entryIn(frame3) {
    const [raw2, ct] = partsOf(frame3);
    if (raw2 === void 0 || ct === void 0) return void 0;
    try {
      return parse2(raw2);
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return void 0;
    }
  }
  async function resumeAnew(m, name2) {
    const frame3 = await m.home.read(`outbox/${name2}`);
    if (frame3 === void 0) return;
    const e = entryIn(frame3) ?? fail("E10", "a kept entry is damaged");
    const x = { ...await read3(m, e.xid), party: e.party };
    if (stands(x, e)) return;
    if (e.type === "offer") return resumeOffer(m, x, e.hash);
    if (e.type !== "post") fail("E20", `a ${e.type} was not taken: its moment has passed`);
    const body = await x.keys.body(e, partsOf(frame3)[1] ?? new Uint8Array(0));
    const act = { type: e.type, party: e.party, blobs: e.blobs, body };
    stillSaid(m, x, act);
    await add2(m, x, act);
  }
  async function resumeOffer(m, x, offer2) {
    if (x.state.offer?.entry === offer2) await postWithdrawal(m, x, offer2, "other");
  }

  // src/member/add.ts
  var maxRaces = 16;
  async function add2(m, x, a, ready) {
    let f = ready;
    for (let race = 0; race < maxRaces; race++) {
      unended(x);
      if (!may(x.state, a.party, a.type)) fail("E29", `${a.type} is not possible here now`);
      f ??= await next2(m, x, a);
      try {
        await put(m, f);
      } catch (err) {
        if (codeOf(err) !== "E20") throw err;
        x = await refresh(m, x);
        if (stands(x, f.entry)) return x;
        if (a.type !== "post") throw err;
        stillSaid(m, x, a);
        f = void 0;
        continue;
      }
      const now = await extended(m, x, f.frame);
      m.tell({ event: "changed", exchanges: [x.xid] });
      return now;
    }
    return fail("E20", `others were first ${maxRaces} times`);
  }
  function stillSaid(m, x, a) {
    const { body } = a;
    if (body !== void 0 && formIn(body) === formWithdrawn && parse(body)["offer"] !== x.state.offer?.entry) {
      fail("E29", "that offer does not stand any more");
    }
    allowed2(m, { ...x, party: a.party }, a.type, body);
  }
  function postWithdrawal(m, x, offer2, reason) {
    const body = encode({ form: formWithdrawn, version, author: authorOf(m), offer: offer2, reason });
    return add2(m, x, { type: "post", party: x.party, body });
  }
  function authorOf(m) {
    const by = author2(m);
    return by && { name: by.name, salt: by.salt };
  }
  function liveOffer(m, x) {
    const o = x.state.offer;
    return o !== null && !o.void && m.now() <= o.time + Limits.offerLife;
  }
  async function current(m, x) {
    if (liveOffer(m, x)) return x;
    const fresh = !grantsNow(x).some((g) => replaced(m, g)) && x.state.leaving === "" && x.keys.key(x.state.epoch) !== void 0;
    return fresh || partyKind(x.party) === "r" ? x : renew(m, x, "the key of a party was replaced");
  }
  function replaced(m, g) {
    try {
      return recipientHash(m.dir.recipient(g.party)) !== g.key;
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return false;
    }
  }
  function grantsNow(x) {
    const { epoch } = x.state;
    return x.entries.filter(({ entry: e }) => (e.type === "genesis" || e.type === "rekey") && e.epoch === epoch).flatMap(({ entry: e }) => e.grants.filter((g) => g.epoch === epoch));
  }
  function renew(m, x, reason) {
    const set2 = x.state.set.filter((p) => p !== x.state.leaving);
    return add2(m, x, { type: "rekey", party: x.party, set: set2, body: rekeyBody(m, x, reason, false) });
  }
  function rekeyBody(m, x, reason, joins) {
    return encode({
      form: "rekeyed",
      version,
      reason,
      author: authorOf(m),
      frame: joins && x.frame ? bareFrame(x.frame) : void 0
    });
  }
  function bareFrame(frame3) {
    const terms2 = Object.fromEntries(Object.entries(frame3.terms).filter(([, v]) => v !== ""));
    return {
      flow: frame3.flow,
      kind: frame3.kind || void 0,
      custody: frame3.custody,
      terms: Object.keys(terms2).length > 0 ? terms2 : void 0,
      freeDays: frame3.freeDays.length > 0 ? frame3.freeDays : void 0,
      norms: frame3.norms || void 0
    };
  }

  // src/member/uploading.ts
  var Gate = class {
    #open;
    #go;
    get paused() {
      return this.#open !== void 0;
    }
    shut() {
      this.#open ??= new Promise((go) => this.#go = go);
    }
    open() {
      this.#go?.();
      this.#open = this.#go = void 0;
    }
    async pass() {
      while (this.#open !== void 0) await this.#open;
    }
  };
  var gates = /* @__PURE__ */ new WeakMap();
  function gatesOf(m) {
    const mine = gates.get(m) ?? /* @__PURE__ */ new Map();
    gates.set(m, mine);
    return mine;
  }
  function pauseUpload(m, upload) {
    gatesOf(m).get(upload)?.shut();
  }
  function resumeUpload(m, upload) {
    gatesOf(m).get(upload)?.open();
  }
  function uploading(m, upload, size2) {
    const gate = new Gate();
    if (upload !== "") gatesOf(m).set(upload, gate);
    let file3 = { name: "", bytes: 0, part: 0 };
    let before = 0;
    let hubAway = false;
    const tell = () => {
      if (upload === "") return;
      const done = Math.round(before + file3.bytes * file3.part);
      m.tell({ event: "upload", upload: { id: upload, name: file3.name, done, size: size2, paused: gate.paused } });
    };
    const goOn = () => gate.open();
    const deaf = m.line.listen((e) => {
      if (e.event === "ready" && hubAway) goOn();
    });
    m.ended.addEventListener("abort", goOn);
    return {
      begin(name2, bytes3) {
        before += file3.bytes;
        file3 = { name: name2, bytes: bytes3, part: 0 };
        tell();
      },
      done(part2) {
        file3.part = part2;
        tell();
      },
      async through(call) {
        for (; ; ) {
          if (gate.paused) {
            tell();
            await gate.pass();
          }
          if (m.ended.aborted) fail("E22", "the session ended");
          try {
            return await call();
          } catch (err) {
            if (codeOf(err) !== "E27" || upload === "") throw err;
            hubAway = true;
            gate.shut();
          }
        }
      },
      end() {
        deaf();
        m.ended.removeEventListener("abort", goOn);
        gatesOf(m).delete(upload);
      }
    };
  }

  // src/member/attach.ts
  var recordShape = object2({
    file: object2({
      root: string,
      identity: string,
      name: string,
      type: string,
      size: number2
    }),
    size: number2
  });
  async function attach2(m, target, files, upload) {
    if (files.length === 0) return [];
    const progress = uploading(m, upload, files.reduce((sum, f) => sum + f.blob.size, 0));
    try {
      const done = [];
      for (const f of files) done.push(await attachOne(m, target, f, progress));
      return done;
    } finally {
      progress.end();
    }
  }
  async function attachOne(m, target, f, progress) {
    progress.begin(f.name, f.blob.size);
    const content = await digest2(f.blob);
    const name2 = `uploads/${uploadName(m, target, f.name, content)}`;
    const { file: file3, size: size2 } = await m.home.locks.only("uploads", () => sealedUpload(m, name2, f, content));
    await putPieces(m, name2, file3.root, size2, progress);
    return { file: file3, blob: { root: file3.root, size: size2 }, name: name2 };
  }
  function uploadName(m, target, fileName, content) {
    return hashOf(joinFrame(m.keys.identity.seed(), utf8(target), utf8(fileName), content)).slice(0, 32);
  }
  async function digest2(blob) {
    const hash2 = sha256.create();
    for await (const part2 of blob.stream()) hash2.update(part2);
    return new Uint8Array(hash2.digest());
  }
  async function sealedUpload(m, name2, f, content) {
    const kept2 = await m.home.read(name2);
    if (kept2 !== void 0) return decode(await open2(m.keys.identity, kept2), recordShape);
    await removeUploads(m, [name2]);
    await m.home.write(`${name2}.begun`, utf8(String(m.now())));
    const again = sha256.create();
    const source3 = f.blob.stream().pipeThrough(
      new TransformStream({
        transform(part2, to) {
          again.update(part2);
          to.enqueue(part2);
        }
      })
    );
    const { identity, root, size: size2 } = await sealAttachment((piece, n) => m.home.write(pieceName(name2, n), piece.slice()), source3, f.blob.size);
    if (hashOf(again.digest()) !== hashOf(content)) throw new SluisError("E10", "the file changed while it was read");
    const base2 = text2(f.name.split(/[/\\]/).at(-1) || "bijlage");
    const record4 = {
      file: { root, identity: identity.text(), name: base2, type: mediaType(base2, f.type), size: f.blob.size },
      size: size2
    };
    await m.home.write(name2, await seal(m.keys.identity.recipient, encode(record4)));
    return record4;
  }
  function pieceName(name2, n) {
    return `${name2}.${n}`;
  }
  async function putPieces(m, name2, root, size2, progress) {
    const done = new Set(await progress.through(() => m.hub.pieces(root)));
    for (let n = 0; n * PieceSize < size2; n++) {
      if (!done.has(n)) {
        const piece = await m.home.read(pieceName(name2, n)) ?? fail("E08", "a sealed piece is gone; attach the file again");
        await progress.through(() => m.hub.putPiece(root, size2, n, piece));
      }
      progress.done(Math.min(1, (n + 1) * PieceSize / size2));
    }
  }
  async function dropUploads(m, uploaded) {
    if (uploaded.length > 0) await m.home.locks.only("uploads", () => removeUploads(m, uploaded.map((u) => u.name)));
  }
  async function removeUploads(m, names2) {
    for (const name2 of names2) await m.home.remove(name2);
    for (const lies of await m.home.list("uploads")) {
      if (names2.some((name2) => `uploads/${lies}`.startsWith(`${name2}.`))) await m.home.remove(`uploads/${lies}`);
    }
  }
  var uploadLife = 7 * 24 * 3600;
  async function sweepUploads(m) {
    const old = [];
    for (const lies of await m.home.list("uploads")) {
      if (!lies.endsWith(".begun")) continue;
      const begun = await m.home.read(`uploads/${lies}`);
      if (begun !== void 0 && m.now() - Number(ascii(begun)) > uploadLife) old.push(`uploads/${lies.slice(0, -6)}`);
    }
    if (old.length > 0) await m.home.locks.only("uploads", () => removeUploads(m, old));
  }
  var mediaTypes = /* @__PURE__ */ new Map([
    ["png", "image/png"],
    ["jpg", "image/jpeg"],
    ["jpeg", "image/jpeg"],
    ["pdf", "application/pdf"],
    ["txt", "text/plain"]
  ]);
  function mediaType(name2, told4) {
    const known = mediaTypes.get(name2.split(".").at(-1)?.toLowerCase() ?? "");
    return known ?? (/^[a-z]+\/[a-z0-9.+-]{1,80}$/.test(told4) ? told4 : "application/octet-stream");
  }

  // src/crypto/roster/forms.ts
  var passkeyBound = "passkey-bound";
  var isWord = (text4) => /^[a-z0-9_]{1,40}$/.test(text4);
  var isHost = (text4) => text4.length <= 253 && text4.split(".").every((label) => /^[a-z0-9-]{1,63}$/.test(label) && !label.startsWith("-") && !label.endsWith("-"));
  var maxName = 200;
  var isName = (text4) => nameOf(text4) !== void 0;
  function nameOf(hex) {
    const bytes3 = fromHex(hex);
    if (bytes3 === void 0) return void 0;
    try {
      const name2 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes3);
      return isPlain(name2, maxName) ? name2 : void 0;
    } catch {
      return void 0;
    }
  }
  var hidden = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
  function isPlain(text4, max) {
    const fits = text4 !== "" && text4.isWellFormed() && utf8(text4).length <= max;
    return fits && text4.normalize("NFC") === text4 && !hidden.test(text4);
  }
  var orgForm = new Form({
    label: "org",
    fields: [once("org", isID), once("root", isHash), once("name", isName), some("kind", isWord), once("time", isNum)],
    minSigs: 1,
    maxSigs: 1
  });
  var vouchForm = new Form({
    label: "vouch",
    fields: [once("org", isID), once("record", isHash), once("by", isID), once("time", isNum)],
    minSigs: 1,
    maxSigs: 1
  });
  var manifestForm = new Form({
    label: "manifest",
    fields: [
      once("org", isID),
      once("version", isNum),
      once("prev", isHash),
      once("time", isNum),
      once("root", isHash),
      any("host", isHost),
      any("policy", oneOf(passkeyBound), oneOf("0", "1")),
      maybe("recovery", isHash),
      maybe("audit", isHash),
      maybe("terms", isHash),
      some("admin", isID),
      any("member", isID, isHash),
      any("team", isID, isHash),
      any("assign", isID, isID),
      any("revoked", isID, isNum, isWord)
    ],
    minSigs: 1,
    maxSigs: 2,
    size: MaxRosterSize
  });
  var memberForm = new Form({
    label: "member",
    fields: [
      once("org", isID),
      once("mid", isID),
      once("sign", isHash),
      once("login", isHash),
      once("rcpt", isHash),
      once("name", isHash),
      once("prev", isHash),
      once("time", isNum)
    ],
    minSigs: 1,
    maxSigs: 2
  });
  var teamForm = new Form({
    label: "team",
    fields: [
      once("org", isID),
      once("tid", isID),
      once("epoch", isNum),
      once("prev", isHash),
      once("time", isNum),
      once("rcpt", isHash),
      once("by", isID),
      some("member", isID, isHash, isHash),
      maybe("recovery", isHash, isHash),
      once("chain", isHash)
    ],
    minSigs: 1,
    maxSigs: 2,
    size: MaxRosterSize
  });
  var mailboxForm = new Form({
    label: "mailbox",
    fields: [
      once("rid", isID),
      once("xid", isHash),
      once("org", isID),
      once("record", isHash),
      once("rcpt", isHash),
      once("author", isHash),
      once("login", isHash),
      once("time", isNum),
      once("expires", isNum)
    ],
    minSigs: 1,
    maxSigs: 1
  });

  // src/crypto/roster/card.ts
  var cardShape = object2({
    form: string,
    version: number2,
    team: string,
    name: string,
    kind: string,
    phoneDay: string,
    phoneAcute: string,
    hours: list2(
      object2({ days: list2(number2), from: string, to: string })
    ),
    closedUntil: string,
    area: list2(string),
    deputy: string,
    duty: string,
    lead: string
  });
  var phone = /^\+?[0-9][0-9 -]{1,29}$/;
  var place = /^([1-9][0-9]{3}|GM[0-9]{4})$/;
  var clock2 = /^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/;
  var mail = /^[!-?A-~]{1,64}@[a-z0-9.-]{1,189}$/;
  var date2 = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
  function parseCard(raw2) {
    const { form: form3, version: version3 } = peek(raw2);
    if (form3 !== "card") fail("E10", "card: form is another one");
    if (version3 !== 1) fail("E19", `card: version ${version3}`);
    const { form: _, version: __, ...card } = decode(raw2, cardShape);
    checkCard(card);
    return card;
  }
  function checkCard(c) {
    if (!isID(c.team)) fail("E10", "card: team is not an id");
    if (!isPlain(c.name, maxName)) fail("E10", "card: name is empty, too long or not plain text");
    if (!isWord(c.kind)) fail("E10", "card: kind is not a word");
    for (const p of [c.phoneDay, c.phoneAcute]) {
      if (p !== "" && !phone.test(p)) fail("E10", "card: a phone number is malformed");
    }
    c.hours.forEach(checkHours);
    if (c.closedUntil !== "" && !isDate2(c.closedUntil)) fail("E10", "card: closedUntil is not a date");
    if (!c.area.every((a) => place.test(a))) fail("E10", "card: area is not a postcode or municipality code");
    for (const t of [c.deputy, c.duty]) {
      if (t !== "" && !isID(t)) fail("E10", "card: deputy or duty is not an id");
    }
    if (c.lead !== "" && !mail.test(c.lead)) fail("E10", "card: lead is not a mail address");
  }
  function checkHours({ days, from, to }) {
    if (days.length === 0 || days.some((d2) => !Number.isInteger(d2) || d2 < 1 || d2 > 7)) {
      fail("E10", "card: days of hours are not 1 to 7");
    }
    if (days.some((d2, i) => d2 <= (days[i - 1] ?? 0))) fail("E10", "card: days of hours are not in order");
    if (!clock2.test(from) || !clock2.test(to) || from >= to) {
      fail("E10", "card: hours do not run from an earlier to a later time of day");
    }
  }
  function isDate2(text4) {
    if (!date2.test(text4)) return false;
    const day2 = /* @__PURE__ */ new Date(`${text4}T00:00:00Z`);
    return !Number.isNaN(day2.getTime()) && day2.toISOString().startsWith(text4);
  }

  // src/crypto/roster/member.ts
  async function parseMember(raw2) {
    const m = readMember(raw2);
    if (m.sign.equals(m.login)) fail("E05", "member: one key for signing and for logging in");
    if (m.prev === ZeroHash && m.note.sigs.length !== 1) fail("E01", "member: a first note has one signature");
    await m.sign.check(m.note);
    return m;
  }
  function readMember(raw2) {
    const n = memberForm.parse(raw2);
    return {
      org: n.get("org"),
      member: n.get("mid"),
      sign: Public.parse(n.get("sign")),
      login: Public.parse(n.get("login")),
      rcpt: n.get("rcpt"),
      name: n.get("name"),
      prev: n.get("prev"),
      time: n.num("time"),
      note: n,
      hash: n.hash()
    };
  }
  function checkName(m, salt2, name2) {
    if (!isHash(salt2)) fail("E01", "name opening: salt is not 64 hex digits");
    if (nameHash(hashBytes(salt2), name2) !== m.name) {
      fail("E09", "name opening: the name is not the one the member committed to");
    }
  }
  function nameHash(salt2, name2) {
    return hashOf(concat(utf8("sluis.v1/name\n"), salt2, utf8(name2)));
  }

  // src/crypto/roster/compact.ts
  function recordOfNote({ org, member: member2, sign: sign2, login, rcpt, note: note2 }) {
    return { org, member: member2, sign: sign2, login, rcpt, raw: note2.bytes };
  }
  function noteOf(r) {
    return r ? readMember(r.raw) : void 0;
  }

  // src/crypto/roster/mailbox.ts
  var mailboxLife = 180 * 24 * 3600;
  async function parseMailbox(raw2) {
    const n = mailboxForm.parse(raw2);
    const m = {
      rid: n.get("rid"),
      xid: n.get("xid"),
      org: n.get("org"),
      record: n.get("record"),
      rcpt: n.get("rcpt"),
      author: Public.parse(n.get("author")),
      login: Public.parse(n.get("login")),
      time: n.num("time"),
      expires: n.num("expires"),
      note: n,
      hash: n.hash()
    };
    if (mailboxName(m.login, m.author, m.rcpt) !== m.rid) fail("E05", "mailbox: its name is not that of its keys");
    if (m.expires <= m.time) fail("E05", "mailbox: expires before it begins");
    if (m.expires - m.time > mailboxLife) fail("E05", "mailbox: lives longer than 180 days");
    await m.author.check(n);
    return m;
  }

  // src/crypto/roster/manifest.ts
  function parseManifest(raw2) {
    const n = manifestForm.parse(raw2);
    const m = {
      org: n.get("org"),
      version: n.num("version"),
      prev: n.get("prev"),
      time: n.num("time"),
      root: Public.parse(n.get("root")),
      hosts: n.all("host").map(([host = ""]) => host),
      policies: n.all("policy").map(([name2 = "", value = ""]) => ({ name: name2, value })),
      recovery: n.get("recovery"),
      audit: n.get("audit"),
      terms: n.get("terms"),
      admins: n.all("admin").map(([member2 = ""]) => member2),
      members: n.all("member").map(([member2 = "", record4 = ""]) => ({ member: member2, record: record4 })),
      teams: n.all("team").map(([team = "", card = ""]) => ({ team, card })),
      assigns: n.all("assign").map(([team = "", member2 = ""]) => ({ team, member: member2 })),
      revoked: n.all("revoked").map(([key = "", time2 = "", reason = ""]) => ({ key, time: Number(time2), reason })),
      note: n,
      hash: n.hash()
    };
    checkItself(m);
    return m;
  }
  function checkItself(m) {
    if (m.version === 0) fail("E01", "manifest: versions begin at 1");
    if (m.version === 1 && m.note.sigs.length !== 1) fail("E01", "manifest: version 1 has one signature");
    for (const name2 of ["policy", "member", "team", "revoked"]) {
      if (repeats(m.note.all(name2))) fail("E01", `manifest: two ${name2} lines for one thing`);
    }
    for (const admin of m.admins) {
      if (recordOf(m, admin) === void 0) fail("E05", "manifest: an admin is no member");
    }
    for (const { team, member: member2 } of m.assigns) {
      if (recordOf(m, member2) === void 0) fail("E05", "manifest: somebody is assigned who is no member");
      if (cardOf(m, team) === void 0) fail("E05", "manifest: somebody is assigned to a team that is not there");
    }
  }
  function repeats(lines2) {
    return lines2.some((values2, i) => values2[0] === lines2[i + 1]?.[0]);
  }
  function recordOf(m, member2) {
    return search(m.members, (l) => order2(l.member, member2))?.record;
  }
  function cardOf(m, team) {
    return search(m.teams, (l) => order2(l.team, team))?.card;
  }
  function assigned3(m, team, member2) {
    return search(m.assigns, (l) => order2(l.team, team) || order2(l.member, member2)) !== void 0;
  }
  function search(list6, at) {
    let [low, high] = [0, list6.length];
    while (low < high) {
      const middle = low + high >>> 1;
      const item = list6[middle];
      const side = item === void 0 ? 1 : at(item);
      if (side === 0) return item;
      if (side < 0) low = middle + 1;
      else high = middle;
    }
    return void 0;
  }
  function order2(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }
  function revokes(m, key) {
    return m.revoked.some((r) => r.key === key);
  }
  function needsRoot(m, next3) {
    return ["root", "host", "policy", "recovery", "audit", "admin"].some((name2) => lines(m, name2) !== lines(next3, name2));
  }
  function lines(m, name2) {
    return m.note.all(name2).map((values2) => values2.join(" ")).join("\n");
  }

  // src/crypto/roster/org.ts
  async function parseOrg(raw2) {
    const n = orgForm.parse(raw2);
    const root = Public.parse(n.get("root"));
    await root.check(n);
    const name2 = nameOf(n.get("name")) ?? fail("E01", "organisation: its name is malformed");
    const kinds4 = n.all("kind").map(([kind2 = ""]) => kind2);
    return { org: n.get("org"), root, name: name2, kinds: kinds4, time: n.num("time"), note: n, hash: n.hash() };
  }
  function parseVouch(raw2) {
    const n = vouchForm.parse(raw2);
    const v = { org: n.get("org"), record: n.get("record"), by: n.get("by"), time: n.num("time"), note: n };
    if (v.org === v.by) fail("E05", "organisation vouches for itself");
    return v;
  }

  // src/crypto/roster/pages.ts
  var Table = class {
    #own = /* @__PURE__ */ new Map();
    #below;
    constructor(below) {
      this.#below = below;
    }
    get(key) {
      return this.#own.has(key) ? this.#own.get(key) : this.#below?.get(key);
    }
    set(key, value) {
      this.#own.set(key, value);
    }
    /** remove is for the lowest table alone. */
    remove(key) {
      this.#own.delete(key);
    }
    /** values are those of the lowest table. */
    values() {
      return this.#own.values();
    }
    merge() {
      for (const [key, value] of this.#own) this.#below?.set(key, value);
    }
  };
  function covers(span, size2) {
    for (let s = span; s !== void 0; s = s.before) {
      if (s.from <= size2 && (s.to === 0 || size2 < s.to)) return true;
    }
    return false;
  }
  var Pages = class {
    size;
    // one more than the highest number of a record
    held;
    // everything that was accepted, by kind and hash
    orgs;
    notes;
    // member notes by hash
    members;
    teams;
    rcpts;
    // team keys of all time
    mailboxes;
    cards;
    terms;
    recipients;
    named;
    // how many records name that recipient
    signing;
    // who could sign for which party, and when
    keyOf;
    // by author and key id
    revoked;
    admins;
    // which sign key was an admin's, and when
    party;
    // which recipient was whose, and when
    adminKey;
    // every key that is or was in admins
    #below;
    constructor(below) {
      this.#below = below;
      this.size = below?.size ?? 0;
      this.held = new Table(below?.held);
      this.orgs = new Table(below?.orgs);
      this.notes = new Table(below?.notes);
      this.members = new Table(below?.members);
      this.teams = new Table(below?.teams);
      this.rcpts = new Table(below?.rcpts);
      this.mailboxes = new Table(below?.mailboxes);
      this.cards = new Table(below?.cards);
      this.terms = new Table(below?.terms);
      this.recipients = new Table(below?.recipients);
      this.named = new Table(below?.named);
      this.signing = new Table(below?.signing);
      this.keyOf = new Table(below?.keyOf);
      this.revoked = new Table(below?.revoked);
      this.admins = new Table(below?.admins);
      this.party = new Table(below?.party);
      this.adminKey = new Table(below?.adminKey);
    }
    /** merge makes a draft part of the pages that it lies on. */
    merge() {
      const { held: held2, orgs, notes, members: members2, teams: teams2, rcpts, mailboxes, cards, terms: terms2, recipients, named } = this;
      const { signing, keyOf, revoked, admins, party: party2, adminKey } = this;
      for (const table of [
        held2,
        orgs,
        notes,
        members2,
        teams2,
        rcpts,
        mailboxes,
        cards,
        terms2,
        recipients,
        named,
        signing,
        keyOf,
        revoked,
        admins,
        party2,
        adminKey
      ]) {
        table.merge();
      }
      if (this.#below !== void 0) this.#below.size = this.size;
    }
    /** count takes note that a record has number n. */
    count(n) {
      this.size = Math.max(this.size, n + 1);
    }
    /** name takes note that one more record names a recipient. */
    name(rh) {
      this.named.set(rh, (this.named.get(rh) ?? 0) + 1);
    }
    /** recordIn gives the member note that a manifest names by that hash. */
    recordIn(record4) {
      return record4 === void 0 ? void 0 : this.notes.get(record4);
    }
  };
  var signingKey = (party2, author3, key) => `${party2} ${author3} ${key}`;
  var authorKey = (author3, key) => `${author3} ${key}`;
  var orgKey = (org, key) => `${org} ${key}`;
  var partyKey = (party2, rh) => `${party2} ${rh}`;
  var heldKey = (kind2, hash2) => `${kind2} ${hash2}`;

  // src/crypto/roster/accept.ts
  var maxTerms = 256 << 10;
  var quorum = 2;
  async function addOrg(draft2, data, n, founders) {
    const org = await parseOrg(data);
    if (draft2.orgs.get(org.org) !== void 0) fail("E11", "organisation has two first records");
    const root = founders.get(org.org);
    if (root !== void 0 && root !== org.root.id) {
      fail("E06", "organisation: its root is not the founder's root that is pinned");
    }
    draft2.count(n);
    draft2.orgs.set(org.org, { org, accepted: root !== void 0, vouchers: [], manifest: void 0, last: n + 1 });
  }
  async function addVouch(draft2, data, n) {
    const v = parseVouch(data);
    if (!draft2.orgs.get(v.by)?.accepted) fail("E06", "vouch: by an organisation that is not accepted");
    const s = draft2.orgs.get(v.org) ?? fail("E06", "vouch: the organisation is unknown");
    checkAfter(s, n);
    if (s.org.hash !== v.record) fail("E06", "vouch: for another record of the organisation");
    const signer = orgKey(v.by, v.note.sigs[0]?.key ?? "");
    const key = draft2.adminKey.get(signer);
    if (key === void 0 || !covers(draft2.admins.get(signer), n)) return fail("E05", "vouch: not signed by an admin");
    const gone = draft2.revoked.get(signer);
    if (gone !== void 0 && gone.from <= n) fail("E05", "vouch: signed with a revoked key");
    await key.check(v.note);
    draft2.count(n);
    const vouchers = s.vouchers.includes(v.by) ? s.vouchers : [...s.vouchers, v.by];
    draft2.orgs.set(v.org, { ...s, last: n + 1, vouchers, accepted: s.accepted || vouchers.length >= quorum });
  }
  async function addMember(draft2, data) {
    const m = await parseMember(data);
    if (m.prev !== ZeroHash) {
      const before = draft2.notes.get(m.prev) ?? fail("E06", "member: the note it replaces is unknown");
      if (before.org !== m.org || before.member !== m.member) {
        fail("E05", "member: it replaces the note of another member");
      }
      await checkSignedBy(m.note, before.sign, m.sign);
    }
    draft2.notes.set(m.hash, recordOfNote(m));
    draft2.name(m.rcpt);
  }
  async function addMailbox(draft2, data, n) {
    const m = await parseMailbox(data);
    const s = draft2.orgs.get(m.org);
    if (!s?.accepted) return fail("E06", "mailbox: its organisation is not accepted");
    if (s.org.hash !== m.record) fail("E06", "mailbox: names another record of its organisation");
    if (draft2.mailboxes.get(m.rid) !== void 0) fail("E11", "mailbox has two notes");
    draft2.count(n);
    draft2.mailboxes.set(m.rid, m);
    draft2.name(m.rcpt);
    draft2.party.set(partyKey(mailboxParty(m.rid), m.rcpt), { from: 0, to: 0, ended: 0, before: void 0 });
  }
  function addCard(draft2, data) {
    const card = parseCard(data);
    draft2.cards.set(hashOf(data), card);
  }
  function addTerms(draft2, data) {
    if (data.length > maxTerms) fail("E01", `terms of ${data.length} bytes, at most ${maxTerms}`);
    draft2.terms.set(hashOf(data), data);
  }
  function addRecipient(draft2, data) {
    const text4 = ascii(data);
    if (text4.length !== data.length) fail("E14", "recipient is not ASCII");
    const r = parseRecipient(text4);
    draft2.recipients.set(recipientHash(r), r);
  }
  function checkAfter(s, n) {
    if (n < s.last) fail("E11", `record ${n} of an organisation comes before one that is known`);
  }
  function adminOf(draft2, m, note2) {
    for (const admin of m.admins) {
      const key = draft2.recordIn(recordOf(m, admin))?.sign;
      if (key !== void 0 && note2.sigs.some((s) => s.key === key.id) && !revokes(m, key.id)) return key;
    }
    return fail("E05", "no signature of an admin");
  }
  async function checkSignedBy(note2, ...by) {
    for (const key of by) await key.check(note2);
    if (note2.sigs.length !== new Set(by.map((key) => key.hex)).size) {
      fail("E05", "a signature of a key that does not belong there");
    }
  }

  // src/crypto/roster/apply.ts
  async function addManifest(draft2, data, n) {
    const m = parseManifest(data);
    const s = draft2.orgs.get(m.org);
    if (!s?.accepted) return fail("E06", "manifest: its organisation is not accepted");
    checkAfter(s, n);
    checkFollows(s, m);
    await checkManifestSigs(draft2, s, m);
    checkNamed(draft2, m);
    draft2.count(n);
    for (const rh of [m.recovery, m.audit]) {
      if (rh !== "") draft2.name(rh);
    }
    applyManifest(draft2, s, m, n + 1);
  }
  function checkFollows(s, m) {
    const old = s.manifest;
    const version3 = (old?.version ?? 0) + 1;
    if (m.version !== version3) fail("E11", `manifest of version ${m.version}, want ${version3}`);
    if (m.prev !== (old?.hash ?? ZeroHash)) fail("E11", `manifest follows another version ${version3 - 1}`);
    if (old === void 0) {
      if (!m.root.equals(s.org.root)) fail("E05", "manifest: version 1 has another root than its organisation");
      return;
    }
    if (m.time < old.time) fail("E05", "manifest: time falls");
    for (const r of old.revoked) {
      if (!m.revoked.some((q) => q.key === r.key && q.time === r.time && q.reason === r.reason)) {
        fail("E05", "manifest: a revocation is taken back or changed");
      }
    }
  }
  async function checkManifestSigs(draft2, s, m) {
    if (s.manifest === void 0) return checkSignedBy(m.note, s.org.root);
    const signers = [adminOf(draft2, s.manifest, m.note)];
    if (needsRoot(s.manifest, m)) signers.push(s.manifest.root);
    return checkSignedBy(m.note, ...signers);
  }
  function checkNamed(draft2, m) {
    for (const l of m.members) {
      const r = draft2.notes.get(l.record) ?? fail("E06", "manifest: a member note is missing");
      if (r.org !== m.org || r.member !== l.member) {
        fail("E05", "manifest: a member line names the note of another member");
      }
      if ((draft2.members.get(l.member)?.org ?? m.org) !== m.org) {
        fail("E05", "manifest: a member of another organisation");
      }
    }
    for (const l of m.teams) {
      if ((draft2.teams.get(l.team)?.org ?? m.org) !== m.org) fail("E05", "manifest: a team of another organisation");
    }
  }
  function applyManifest(draft2, s, m, n) {
    const old = s.manifest;
    draft2.orgs.set(m.org, { ...s, manifest: m, last: n });
    for (const r of m.revoked) {
      const key = orgKey(m.org, r.key);
      if (draft2.revoked.get(key) === void 0) draft2.revoked.set(key, { time: r.time, from: n });
    }
    for (const { record: record4 } of memberRecords(draft2, m, m.admins)) {
      draft2.adminKey.set(orgKey(m.org, record4.sign.id), record4.sign);
    }
    applyMembers(draft2, old, m, n);
    applyTeams(draft2, old, m, n);
    const was = rightsOf(draft2, old);
    const is = rightsOf(draft2, m);
    moveSpans(draft2.signing, was.signing, is.signing, n, m.time);
    moveSpans(draft2.admins, was.admins, is.admins, n, m.time);
    moveSpans(draft2.party, was.party, is.party, n, m.time);
  }
  function applyMembers(draft2, old, m, n) {
    const teams2 = grouped(m.assigns.map((a) => [a.member, a.team]));
    for (const l of m.members) {
      const record4 = draft2.notes.get(l.record);
      const had = draft2.members.get(l.member) ?? { org: m.org, record: void 0, teams: none3, from: n };
      const now = teams2.get(l.member) ?? none3;
      if (record4 === void 0 || had.record === record4 && equal2(had.teams, now)) continue;
      draft2.members.set(l.member, { ...had, record: record4, teams: now });
      draft2.keyOf.set(authorKey(l.member, record4.sign.id), record4.sign);
    }
    for (const { member: member2 } of old?.members ?? none3) {
      const had = draft2.members.get(member2);
      if (had !== void 0 && recordOf(m, member2) === void 0) {
        draft2.members.set(member2, { ...had, record: void 0, teams: none3 });
      }
    }
  }
  function applyTeams(draft2, old, m, n) {
    const members2 = grouped(m.assigns.map((a) => [a.team, a.member]));
    for (const { team, card } of m.teams) {
      const had = draft2.teams.get(team) ?? { org: m.org, card: void 0, assigned: none3, epochs: none3, from: n };
      const now = members2.get(team) ?? none3;
      if (had.card !== card || !equal2(had.assigned, now)) draft2.teams.set(team, { ...had, card, assigned: now });
    }
    for (const { team } of old?.teams ?? none3) {
      const had = draft2.teams.get(team);
      if (had !== void 0 && cardOf(m, team) === void 0) {
        draft2.teams.set(team, { ...had, card: void 0, assigned: none3 });
      }
    }
  }
  var none3 = [];
  function grouped(pairs) {
    const groups = /* @__PURE__ */ new Map();
    for (const [id2, beside] of pairs) {
      const group = groups.get(id2);
      if (group === void 0) groups.set(id2, [beside]);
      else group.push(beside);
    }
    return groups;
  }
  function equal2(a, b) {
    return a.length === b.length && a.every((id2, i) => id2 === b[i]);
  }
  function memberRecords(draft2, m, members2) {
    return members2.flatMap((member2) => {
      const record4 = draft2.recordIn(recordOf(m, member2));
      return record4 === void 0 ? [] : [{ member: member2, record: record4 }];
    });
  }
  function rightsOf(draft2, m) {
    const is = { signing: /* @__PURE__ */ new Set(), admins: /* @__PURE__ */ new Set(), party: /* @__PURE__ */ new Set() };
    if (m === void 0) return is;
    const records = /* @__PURE__ */ new Map();
    for (const { member: member2, record: record4 } of memberRecords(draft2, m, m.members.map((l) => l.member))) {
      records.set(member2, record4);
      is.signing.add(signingKey(memberParty(member2), member2, record4.sign.id));
      is.party.add(partyKey(memberParty(member2), record4.rcpt));
    }
    for (const { team, member: member2 } of m.assigns) {
      const record4 = records.get(member2);
      if (record4 !== void 0) is.signing.add(signingKey(teamParty(team), member2, record4.sign.id));
    }
    for (const admin of m.admins) {
      const record4 = records.get(admin);
      if (record4 !== void 0) is.admins.add(orgKey(m.org, record4.sign.id));
    }
    return is;
  }
  function moveSpans(table, was, is, n, time2) {
    for (const key of was) {
      if (!is.has(key)) endSpan(table, key, n, time2);
    }
    for (const key of is) {
      if (!was.has(key)) table.set(key, { from: n, to: 0, ended: 0, before: table.get(key) });
    }
  }
  function endSpan(table, key, n, time2) {
    const span = table.get(key);
    if (span !== void 0) table.set(key, { ...span, to: n, ended: time2 });
  }

  // src/crypto/roster/team.ts
  function parseTeam(raw2) {
    const n = teamForm.parse(raw2);
    const [recovery] = n.all("recovery").map(([rcpt = "", file3 = ""]) => ({ rcpt, file: file3 }));
    const t = {
      org: n.get("org"),
      team: n.get("tid"),
      epoch: n.num("epoch"),
      prev: n.get("prev"),
      time: n.num("time"),
      rcpt: n.get("rcpt"),
      by: n.get("by"),
      members: n.all("member").map(([member2 = "", rcpt = "", file3 = ""]) => ({ member: member2, rcpt, file: file3 })),
      recovery: recovery ?? null,
      chain: n.get("chain"),
      reset: n.sigs.length === 2,
      note: n,
      hash: n.hash()
    };
    if (repeats(n.all("member"))) fail("E01", "team: two lines for one member");
    if (t.epoch === 0 && t.reset) fail("E01", "team: epoch 0 has one signature");
    if (t.epoch === 0 && t.chain !== ZeroHash) fail("E05", "team: epoch 0 hands on a key from before it");
    return t;
  }
  function holdsKey(t, member2) {
    return t.members.some((w) => w.member === member2);
  }

  // src/crypto/roster/epoch.ts
  async function addTeam(draft2, data, n) {
    const t = parseTeam(data);
    const s = draft2.orgs.get(t.org);
    if (s?.manifest === void 0) return fail("E06", "team: its organisation has no manifest");
    checkAfter(s, n);
    const state = draft2.teams.get(t.team);
    if (state === void 0 || cardOf(s.manifest, t.team) === void 0) {
      return fail("E06", "team is not one of its organisation");
    }
    const before = state.epochs.at(-1);
    checkFollows2(before, t);
    if (draft2.rcpts.get(t.rcpt)) fail("E05", "team: its key was used before");
    await checkTeamSigs(draft2, s.manifest, before, t);
    checkWraps(draft2, s.manifest, t);
    draft2.count(n);
    draft2.orgs.set(t.org, { ...s, last: n + 1 });
    draft2.teams.set(t.team, { ...state, epochs: [...state.epochs, t] });
    draft2.rcpts.set(t.rcpt, true);
    draft2.name(t.rcpt);
    const party2 = teamParty(t.team);
    if (before !== void 0) endSpan(draft2.party, partyKey(party2, before.rcpt), n + 1, t.time);
    draft2.party.set(partyKey(party2, t.rcpt), { from: n + 1, to: 0, ended: 0, before: void 0 });
  }
  function checkFollows2(before, t) {
    const epoch = before === void 0 ? 0 : before.epoch + 1;
    if (t.epoch !== epoch) fail("E11", `team note of epoch ${t.epoch}, want ${epoch}`);
    if (t.prev !== (before?.hash ?? ZeroHash)) fail("E11", "team note follows another epoch");
    if (before !== void 0 && t.time < before.time) fail("E05", "team: time falls");
  }
  async function checkTeamSigs(draft2, m, before, t) {
    const by = draft2.recordIn(recordOf(m, t.by)) ?? fail("E06", "team: its signer is no member");
    if (revokes(m, by.sign.id)) fail("E06", "team: the key of its signer is revoked");
    if (before === void 0 || t.reset) {
      if (!m.admins.includes(t.by)) fail("E05", "team: a first key or a reset is for an admin");
      return checkSignedBy(t.note, by.sign, ...t.reset ? [m.root] : []);
    }
    if (!holdsKey(before, t.by)) fail("E05", "team: its signer did not hold the key before it");
    if (!assigned3(m, t.team, t.by)) fail("E05", "team: its signer is no longer assigned");
    return checkSignedBy(t.note, by.sign);
  }
  function checkWraps(draft2, m, t) {
    for (const w of t.members) {
      const r = assigned3(m, t.team, w.member) ? draft2.recordIn(recordOf(m, w.member)) : void 0;
      if (r === void 0) return fail("E05", "team: sealed to somebody who is not assigned");
      if (r.rcpt !== w.rcpt) fail("E06", "team: sealed to a key that is not the member's");
      if (revokes(m, r.sign.id) || revokes(m, r.login.id)) {
        fail("E06", "team: sealed to a member whose key is revoked");
      }
    }
    if ((t.recovery?.rcpt ?? "") !== m.recovery) fail("E06", "team: recovery key is not the organisation's");
  }

  // src/crypto/roster/view.ts
  var oldTeamKey = 72 * 3600;
  function verdict(pages2, logged, s, how2) {
    checkCheckpoint(pages2, logged, s.cp);
    if (partyKind(s.party) === "r") return mailboxSigner(pages2, s);
    const org = partyOrg(pages2, logged, s.party, s.cp);
    if (org !== s.org) fail("E05", "signer: the party is of another organisation");
    const key = pages2.keyOf.get(authorKey(s.author, s.key)) ?? fail("E06", "signer: unknown key");
    const gone = pages2.revoked.get(orgKey(org, s.key));
    if (gone !== void 0 && reaches(gone, logged, s, how2)) fail("E06", "signer: revoked key");
    const held2 = pages2.signing.get(signingKey(s.party, s.author, s.key));
    if (held2 === void 0) return fail("E05", "signer: never of that party");
    if (!lasts(held2, logged, s, how2)) fail("E05", "signer: not of that party then");
    return key;
  }
  function reaches(r, logged, s, how2) {
    if (how2 === "strictly") return true;
    if (logged) return r.from <= s.cp.size;
    if (how2 === "by time") return r.time <= s.time;
    return how2 === "revoked now";
  }
  function lasts(held2, logged, s, how2) {
    if (how2 === "strictly") return held2.to === 0;
    if (logged) return covers(held2, s.cp.size);
    if (how2 === "standing") return true;
    return held2.to === 0 || s.time <= held2.ended;
  }
  function mailboxSigner(pages2, s) {
    const m = pages2.mailboxes.get(partyMember(s.party)) ?? fail("E06", "signer: unknown mailbox");
    if (m.author.id !== s.key) fail("E06", "signer: unknown key");
    if (s.author !== m.rid || s.org !== ZeroID) fail("E05", "signer: a mailbox signs for itself alone");
    if (s.xid !== m.xid) fail("E05", "signer: the mailbox is for another exchange");
    if (s.time > m.expires) fail("E05", "signer: the mailbox has expired");
    return m.author;
  }
  function checkPartyKey(pages2, logged, party2, rh, cp) {
    checkCheckpoint(pages2, logged, cp);
    const held2 = pages2.party.get(partyKey(party2, rh));
    if (held2 === void 0) return fail("E06", "recipient is no key of the party");
    if (logged && !covers(held2, cp.size)) fail("E06", "recipient is not the key of the party at the checkpoint");
  }
  function checkNow(pages2, party2, rh, now) {
    if (partyKind(party2) === "m") {
      if (active(pages2, partyMember(party2))?.rcpt !== rh) fail("E06", "recipient is not the key of an active member");
      return;
    }
    if (partyKind(party2) !== "t") return;
    const epochs = pages2.teams.get(partyTeam(party2))?.epochs ?? [];
    const newest = epochs.at(-1);
    if (newest?.rcpt === rh) return;
    if (newest === void 0 || epochs.at(-2)?.rcpt !== rh) return fail("E06", "recipient is an older key of the team");
    if (now > newest.time + oldTeamKey) {
      fail("E06", "recipient is the team's key before the newest, for more than 72 hours");
    }
  }
  function active(pages2, member2) {
    const s = pages2.members.get(member2);
    if (s?.record === void 0) return void 0;
    const { sign: sign2, login } = s.record;
    return [sign2, login].some((key) => pages2.revoked.get(orgKey(s.org, key.id))) ? void 0 : s.record;
  }
  function checkCheckpoint(pages2, logged, cp) {
    if (!logged) {
      if (cp.size !== 0 || cp.root !== ZeroHash) fail("E11", "checkpoint of a log that this directory does not have");
      return;
    }
    if (cp.size === 0) fail("E11", "no checkpoint, in a directory that has a log");
    if (cp.size > pages2.size) fail("E12", `checkpoint of size ${cp.size}, the book knows ${pages2.size}`);
  }
  function partyOrg(pages2, logged, party2, cp) {
    checkCheckpoint(pages2, logged, cp);
    const kind2 = partyKind(party2);
    if (kind2 === "r" && pages2.mailboxes.get(partyMember(party2)) !== void 0) return ZeroID;
    const s = kind2 === "t" ? pages2.teams.get(partyTeam(party2)) : kind2 === "m" ? pages2.members.get(partyMember(party2)) : void 0;
    if (s === void 0 || logged && s.from > cp.size) return fail("E06", "party is unknown");
    return s.org;
  }

  // src/crypto/roster/read.ts
  var Reader2 = class {
    pages;
    logged = false;
    constructor(pages2) {
      this.pages = pages2;
    }
    /** org gives an accepted organisation, undefined without. */
    org(org) {
      const s = this.pages.orgs.get(org);
      return s?.accepted ? s.org : void 0;
    }
    /** orgs lists the accepted organisations, sorted by id. */
    orgs() {
      return [...this.pages.orgs.values()].filter((s) => s.accepted).map((s) => s.org.org).sort();
    }
    /** vouchers lists who has vouched for an organisation, in the order they did. */
    vouchers(org) {
      return this.pages.orgs.get(org)?.vouchers ?? [];
    }
    /** manifest gives the newest manifest of an organisation, undefined without. */
    manifest(org) {
      return this.pages.orgs.get(org)?.manifest;
    }
    /** team gives the newest epoch of a team, undefined before the first. */
    team(team) {
      return this.pages.teams.get(team)?.epochs.at(-1);
    }
    /** teamAt gives one epoch of a team, undefined when there is none. */
    teamAt(team, epoch) {
      return this.pages.teams.get(team)?.epochs[epoch];
    }
    /** teamOrg gives the organisation of a team that a manifest has named. */
    teamOrg(team) {
      return this.pages.teams.get(team)?.org;
    }
    /**
     * member gives the note that the newest manifest names for a member, also when
     * its key is revoked; undefined for who is no member now.
     */
    member(member2) {
      return noteOf(this.pages.members.get(member2)?.record);
    }
    /**
     * memberNote gives a member note by its hash, whether or not a manifest names
     * it; undefined when the book does not hold it.
     */
    memberNote(hash2) {
      return noteOf(this.pages.notes.get(hash2));
    }
    /** active says whether somebody is a member now whose keys are not revoked. */
    active(member2) {
      return active(this.pages, member2) !== void 0;
    }
    /**
     * login gives the key with which an account logs in: that of an active member
     * with its organisation, or that of a mailbox, whose organisation is "". Whether
     * the mailbox has expired is for the caller, who has a clock (mailbox).
     */
    login(account) {
      const r = active(this.pages, account);
      if (r !== void 0) return { key: r.login, org: r.org };
      const m = this.mailbox(account);
      return m && { key: m.login, org: "" };
    }
    /** teamsOf lists the teams a member is assigned to now, sorted. */
    teamsOf(member2) {
      return this.pages.members.get(member2)?.teams ?? [];
    }
    /** assigned lists the members assigned to a team now, sorted. */
    assigned(team) {
      return this.pages.teams.get(team)?.assigned ?? [];
    }
    /**
     * card gives the card that the newest manifest names for a team: E06 when the
     * team or the card is not there, E05 when the card is another team's or of a
     * kind that its organisation does not have.
     */
    card(team) {
      const s = this.pages.teams.get(team);
      const card = s?.card === void 0 ? void 0 : this.pages.cards.get(s.card);
      if (s === void 0 || card === void 0) return fail("E06", "card of the team is missing");
      if (card.team !== team) fail("E05", "card is of another team");
      if (!this.pages.orgs.get(s.org)?.org.kinds.includes(card.kind)) {
        fail("E05", "card: its organisation has no teams of that kind");
      }
      return card;
    }
    /**
     * terms gives the templates and terms that an organisation's newest manifest
     * names, undefined when there are none or they are missing.
     */
    terms(org) {
      return this.pages.terms.get(this.manifest(org)?.terms ?? "");
    }
    /** mailbox gives a mailbox note, undefined without. */
    mailbox(rid) {
      return this.pages.mailboxes.get(rid);
    }
    /**
     * named counts the records that name a recipient: member notes, team notes and
     * manifests, old ones too, and mailboxes that were not forgotten.
     */
    named(rh) {
      return this.pages.named.get(rh) ?? 0;
    }
    /** recipient gives the recipient with that hash: E06 when it was not added. */
    recipient(rh) {
      return this.pages.recipients.get(rh) ?? fail("E06", "recipient is missing");
    }
    /**
     * size is one more than the highest number of a record: the size of the log, as
     * far as this book has seen it.
     */
    size() {
      return this.pages.size;
    }
  };

  // src/crypto/roster/book.ts
  var Line = class {
    #last = Promise.resolve();
    wait(f) {
      const mine = this.#last.then(f);
      this.#last = mine.catch(() => void 0);
      return mine;
    }
  };
  var Book = class extends Reader2 {
    #founders;
    #line = new Line();
    /** Makes an empty book that trusts just the founders, from the trust file. */
    constructor(founders) {
      super(new Pages());
      this.#founders = new Map(Object.entries(founders));
    }
    /**
     * useLog says that this deployment has a directory log: from then on the book
     * answers a chain only for checkpoints of that log, and "0 Z" is E11. Without
     * it "0 Z" is the only checkpoint (FORMAT.md R40). The numbers of records must
     * then be those of the log's leaves.
     */
    useLog() {
      this.logged = true;
    }
    /**
     * add verifies one record or object against what the book holds and keeps it;
     * a record gets the next number. Adding the same bytes as the same kind again
     * is a success and changes nothing. A record that is refused changes nothing
     * either.
     *
     * Members come before the manifest that names them, an earlier member note
     * before the one that replaces it, the records of one organisation in the order
     * of their numbers, and the manifests of who vouches before the vouch. Cards,
     * terms and recipients come at any time. Errors are those of the parse function
     * of the kind, and E05, E06 and E11 as FORMAT.md says; an unknown kind is E01.
     */
    add(kind2, data) {
      return this.batch((add3) => add3(kind2, data));
    }
    /**
     * addAt is add for a record that has number n, counted from 0, in the
     * directory's list: for who does not need the whole list, or not in its order.
     * What held when a record was made is judged by numbers, so the verdict is that
     * of the whole list as long as the records of one organisation come in order.
     */
    addAt(n, kind2, data) {
      return this.#batch((_, addAt) => addAt(n, kind2, data));
    }
    /**
     * batch adds several records, all or none: when f throws, nothing of what it
     * added is kept. Readers see none of it before f is done, so f may write the
     * records down first; f must not await another addition to the book.
     */
    batch(f) {
      return this.#batch((add3) => f(add3));
    }
    #batch(f) {
      return this.#line.wait(async () => {
        const draft2 = new Pages(this.pages);
        const line3 = new Line();
        const addAt = (n, kind2, given3) => {
          const data = new Uint8Array(given3);
          return line3.wait(() => this.#add(draft2, kind2, data, n ?? draft2.size));
        };
        const result4 = await f((kind2, data) => addAt(void 0, kind2, data), addAt);
        draft2.merge();
        return result4;
      });
    }
    /** Adds one record, as number n if it is of a kind that is numbered. */
    async #add(draft2, kind2, data, n) {
      const key = heldKey(kind2, hashOf(data));
      if (draft2.held.get(key)) return;
      switch (kind2) {
        case "org":
          await addOrg(draft2, data, n, this.#founders);
          break;
        case "vouch":
          await addVouch(draft2, data, n);
          break;
        case "manifest":
          await addManifest(draft2, data, n);
          break;
        case "team":
          await addTeam(draft2, data, n);
          break;
        case "mailbox":
          await addMailbox(draft2, data, n);
          break;
        case "member":
          await addMember(draft2, data);
          break;
        case "card":
          addCard(draft2, data);
          break;
        case "terms":
          addTerms(draft2, data);
          break;
        case "recipient":
          addRecipient(draft2, data);
          break;
        default:
          fail("E01", "directory has no records of that kind");
      }
      draft2.held.set(key, true);
    }
    /**
     * forget drops a mailbox whose life has ended, and its recipient when no other
     * record names that.
     */
    async forget(rid) {
      await this.#line.wait(() => {
        const m = this.mailbox(rid);
        if (m !== void 0) this.#drop(m.rid, m.rcpt, m.hash);
        return Promise.resolve();
      });
    }
    #drop(rid, rcpt, hash2) {
      const { mailboxes, party: party2, held: held2, named, recipients } = this.pages;
      mailboxes.remove(rid);
      party2.remove(partyKey(mailboxParty(rid), rcpt));
      held2.remove(heldKey("mailbox", hash2));
      const left = (named.get(rcpt) ?? 0) - 1;
      named.set(rcpt, left);
      if (left > 0) return;
      named.remove(rcpt);
      held2.remove(heldKey("recipient", rcpt));
      recipients.remove(rcpt);
    }
    /**
     * signer gives the key with which an act was signed, if its author could sign
     * for that party then: see View of chain. Then means, with a directory log, at
     * the checkpoint; without one, not after the end of the assignment and before
     * any revocation, by the time of the act.
     */
    signer(s) {
      return verdict(this.pages, this.logged, s, "by time");
    }
    /**
     * partyKey holds, with a directory log, when rh is the key of the party at the
     * checkpoint; without one, when it is or was a key of the party.
     */
    partyKey(party2, rh, cp) {
      checkPartyKey(this.pages, this.logged, party2, rh, cp);
    }
    /** partyOrg gives the organisation of a party, ZeroID for a mailbox; E06 when it is unknown (at the checkpoint). */
    partyOrg(party2, cp) {
      return partyOrg(this.pages, this.logged, party2, cp);
    }
    /**
     * since is the view of a client that remembers. pinned tells up to which seq it
     * had accepted an exchange before it learnt what the book holds now: up to
     * there earlier verdicts stand; beyond it an entry by a key that is revoked is
     * E06 whatever its time says. Without a pin it is the view of the book itself.
     * With a directory log a pin makes no difference.
     */
    since(pinned2) {
      return {
        signer: (s) => {
          const seq = pinned2(s.xid);
          const how2 = seq === void 0 ? "by time" : s.seq <= seq ? "standing" : "revoked now";
          return verdict(this.pages, this.logged, s, how2);
        },
        partyKey: (party2, rh, cp) => this.partyKey(party2, rh, cp),
        partyOrg: (party2, cp) => this.partyOrg(party2, cp)
      };
    }
    /**
     * now is the strict view of a hub at the moment it stores, for who wants to
     * know before it sends: only the newest manifest, no revoked key, and the
     * newest team key, or the one before it until 72 hours after the newest. clock
     * gives Unix seconds.
     */
    now(clock3) {
      return {
        signer: (s) => verdict(this.pages, this.logged, s, "strictly"),
        partyKey: (party2, rh, cp) => {
          this.partyKey(party2, rh, cp);
          checkNow(this.pages, party2, rh, clock3());
        },
        partyOrg: (party2, cp) => this.partyOrg(party2, cp)
      };
    }
  };

  // src/directory/leaves.ts
  var maxLeaves = 5e6;
  var kinds2 = ["org", "vouch", "manifest", "team", "mailbox"];
  var Leaves = class {
    list = [];
    byOrg = /* @__PURE__ */ new Map();
    teams = /* @__PURE__ */ new Map();
    boxes = /* @__PURE__ */ new Map();
    /** add puts a leaf at the end: E11 when numbers do not rise, E01 for what is no leaf. */
    add(leaf2) {
      this.#check(leaf2);
      this.list.push(leaf2);
      if (leaf2.kind === "mailbox") {
        this.boxes.set(leaf2.subject, leaf2);
        return;
      }
      if (leaf2.kind === "team") this.teams.set(leaf2.subject, leaf2.org);
      const of = this.byOrg.get(leaf2.org);
      if (of === void 0) this.byOrg.set(leaf2.org, [leaf2]);
      else of.push(leaf2);
    }
    #check(leaf2) {
      const before = this.list.at(-1)?.n ?? -1;
      if (!Number.isSafeInteger(leaf2.n) || leaf2.n <= before || this.list.length >= maxLeaves) {
        fail("E11", `directory list does not rise at ${leaf2.n}`);
      }
      const subject2 = leaf2.subject;
      if (!kinds2.includes(leaf2.kind) || !isID(leaf2.org) || !isHash(leaf2.hash) || subject2 !== "" && !isID(subject2)) {
        fail("E01", `directory list is malformed at ${leaf2.n}`);
      }
    }
    /**
     * grow fetches the leaves after those that are known; false when the list must
     * begin anew, since the hub has another leaf in the place of the newest (it was
     * restored). Numbers rise but may leave gaps: mailboxes of others, and
     * those that ended, are not shown.
     */
    async grow(ask3) {
      const last = this.list.at(-1);
      let from = last?.n ?? 0;
      for (let again = last !== void 0; ; again = false) {
        let more = await ask3(from, Limits.rows);
        const full = more.length >= Limits.rows;
        if (again && last !== void 0) {
          const [first2] = more;
          if (first2 !== void 0 && sameLeaf(first2, last)) more = more.slice(1);
          else if (last.kind !== "mailbox" || first2 !== void 0 && first2.n <= last.n) return false;
        }
        for (const leaf2 of more) {
          this.add(leaf2);
          from = leaf2.n + 1;
        }
        if (!full) return true;
      }
    }
  };
  function sameLeaf(a, b) {
    return a.n === b.n && a.kind === b.kind && a.org === b.org && a.hash === b.hash && a.subject === b.subject && a.version === b.version;
  }

  // src/directory/named.ts
  async function namesIn(kind2, bytes3) {
    try {
      return await names(kind2, bytes3);
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return [];
    }
  }
  async function names(kind2, bytes3) {
    switch (kind2) {
      case "manifest": {
        const m = parseManifest(bytes3);
        return [
          ...m.members.map((l) => ({ kind: "member", hash: l.record })),
          ...m.teams.map((l) => ({ kind: "card", hash: l.card }))
        ];
      }
      case "member":
        return [{ kind: "recipient", hash: (await parseMember(bytes3)).rcpt }];
      case "team":
        return [{ kind: "recipient", hash: parseTeam(bytes3).rcpt }];
      case "mailbox":
        return [{ kind: "recipient", hash: (await parseMailbox(bytes3)).rcpt }];
      default:
        return [];
    }
  }

  // src/directory/turn.ts
  var Turn = class {
    #last = Promise.resolve();
    take(act) {
      const mine = this.#last.then(act);
      this.#last = mine.catch(() => void 0);
      return mine;
    }
  };

  // src/directory/replica.ts
  var objectsAtOnce2 = 200;
  var listName = "directory/leaves.json";
  var Directory = class {
    constructor(records, founders) {
      this.records = records;
      this.founders = founders;
      this.#book = new Book(founders);
    }
    records;
    founders;
    #leaves;
    #book;
    #added = /* @__PURE__ */ new Map();
    // leaves of that organisation that are in the book
    #turn = new Turn();
    /** What was verified so far. */
    get book() {
      return this.#book;
    }
    /**
     * sync asks the hub for new leaves and brings every organisation that is in use
     * up to date. Cost: the number of new leaves.
     */
    sync() {
      return this.#turn.take(async () => {
        let leaves2 = await this.#known();
        const known = leaves2.list.length;
        const ask3 = (from, limit) => this.records.leaves(from, limit);
        if (!await leaves2.grow(ask3)) {
          leaves2 = this.#forget();
          await leaves2.grow(ask3);
        }
        for (const org of this.#added.keys()) await this.#load(org);
        if (leaves2.list.length !== known) await this.records.write(listName, utf8(JSON.stringify(leaves2.list)));
      });
    }
    async #known() {
      if (this.#leaves !== void 0) return this.#leaves;
      const leaves2 = this.#forget();
      const kept2 = await this.records.read(listName);
      if (kept2 === void 0) return leaves2;
      try {
        for (const leaf2 of JSON.parse(ascii(kept2))) leaves2.add(leaf2);
        return leaves2;
      } catch {
        return this.#forget();
      }
    }
    /** #forget begins anew with an empty list. */
    #forget() {
      this.#book = new Book(this.founders);
      this.#added = /* @__PURE__ */ new Map();
      return this.#leaves = new Leaves();
    }
    /** need brings the records of these organisations into the book. */
    need(...orgs) {
      return this.#turn.take(async () => {
        await this.#known();
        for (const org of orgs) await this.#load(org);
      });
    }
    /** all brings every organisation into the book: the address book. */
    async all() {
      const { byOrg } = await this.#turn.take(() => this.#known());
      await this.need(...[...byOrg.keys()].sort());
    }
    /** forEntries brings in whoever appears in the headers of an exchange. */
    async forEntries(entries) {
      const { teams: teams2, boxes } = await this.#turn.take(() => this.#known());
      const orgs = /* @__PURE__ */ new Set();
      for (const e of entries) {
        if (e.org !== ZeroID) orgs.add(e.org);
        for (const { party: party2 } of e.grants) {
          const org = partyKind(party2) === "r" ? boxes.get(partyMember(party2))?.org : teams2.get(partyTeam(party2));
          if (org !== void 0) orgs.add(org);
        }
      }
      const missing = [...orgs].filter((org) => (this.#leaves?.byOrg.get(org)?.length ?? 0) > (this.#added.get(org) ?? -1));
      if (missing.length > 0) await this.need(...missing.sort());
    }
    /**
     * #load brings an organisation into the book, and before it whoever vouches for
     * it, and for them. Who still waits is kept in a list: a hub that makes a long
     * row of vouches costs its own octets, no more.
     */
    async #load(first2) {
      const waiting2 = [first2];
      const seen2 = /* @__PURE__ */ new Set();
      for (let org = waiting2.at(-1); org !== void 0; org = waiting2.at(-1)) {
        if (seen2.has(org)) {
          waiting2.pop();
          await this.#add(org);
          continue;
        }
        seen2.add(org);
        for (const { kind: kind2, subject: subject2 } of this.#todo(org)) {
          if (kind2 === "vouch" && !this.#added.has(subject2) && !seen2.has(subject2)) waiting2.push(subject2);
        }
      }
    }
    /** #todo are the leaves of an organisation that the book does not hold yet. */
    #todo(org) {
      return this.#leaves?.byOrg.get(org)?.slice(this.#added.get(org) ?? 0) ?? [];
    }
    /** #add adds the leaves of one organisation that the book does not hold yet. */
    async #add(org) {
      const todo = this.#todo(org);
      if (todo.length === 0) return;
      let done = this.#added.get(org) ?? 0;
      this.#added.set(org, done);
      const { objects, levels } = await this.#fetchAll(todo.map(({ kind: kind2, hash: hash2 }) => ({ kind: kind2, hash: hash2 })));
      for (const level2 of levels.slice(1).reverse()) {
        for (const { kind: kind2, hash: hash2 } of level2) {
          const bytes3 = objects.get(hash2);
          if (bytes3 !== void 0) await this.#book.add(kind2, bytes3);
        }
      }
      for (const leaf2 of todo) {
        const bytes3 = objects.get(leaf2.hash) ?? fail("E06", `the hub withholds a record of organisation ${org}`);
        await this.#book.addAt(leaf2.n, leaf2.kind, bytes3);
        this.#added.set(org, ++done);
      }
    }
    /** #fetchAll gets records, then level by level what they name. */
    async #fetchAll(records) {
      const objects = /* @__PURE__ */ new Map();
      const levels = [];
      for (let level2 = records; level2.length > 0; ) {
        levels.push(level2);
        await this.#fetch(level2, objects);
        const next3 = [];
        for (const { kind: kind2, hash: hash2 } of level2) {
          const bytes3 = objects.get(hash2);
          if (bytes3 !== void 0) next3.push(...await namesIn(kind2, bytes3));
        }
        level2 = next3;
      }
      return { objects, levels };
    }
    /**
     * #fetch fills in the objects that are not known yet, from what is kept or from
     * the hub. An object is used only under its own hash.
     */
    async #fetch(want, into) {
      const missing = [];
      for (const hash2 of new Set(want.map((n) => n.hash))) {
        if (into.has(hash2)) continue;
        const kept2 = await this.records.read(`directory/${hash2}`);
        if (kept2 !== void 0 && hashOf(kept2) === hash2) into.set(hash2, kept2);
        else missing.push(hash2);
      }
      for (let at = 0; at < missing.length; at += objectsAtOnce2) {
        const part2 = missing.slice(at, at + objectsAtOnce2);
        const got = await this.records.objects(part2);
        for (const [i, hash2] of part2.entries()) {
          const bytes3 = got[i];
          if (bytes3 === void 0 || bytes3.length === 0 || hashOf(bytes3) !== hash2) continue;
          into.set(hash2, bytes3);
          await this.records.write(`directory/${hash2}`, bytes3);
        }
      }
    }
    /** file gives a sealed team key, from what is kept or the hub, under its own hash only (E08). */
    async file(hash2) {
      const found = /* @__PURE__ */ new Map();
      await this.#fetch([{ kind: "teamkey", hash: hash2 }], found);
      return found.get(hash2) ?? fail("E08", "team key file is missing or not the signed one");
    }
    /**
     * recipient is the current key of a party: a team's newest epoch, a member's or
     * a mailbox's own. E06 when the directory has none.
     */
    recipient(p) {
      const rh = this.#recipientHash(p) ?? fail("E06", `no current key of party ${p}`);
      return this.#book.recipient(rh);
    }
    #recipientHash(p) {
      switch (partyKind(p)) {
        case "t":
          return this.#book.team(partyTeam(p))?.rcpt;
        case "m":
          return this.#book.member(partyMember(p))?.rcpt;
        case "r":
          return this.#book.mailbox(partyMember(p))?.rcpt;
        default:
          return void 0;
      }
    }
    /** orgOf is the organisation of a party, "" when it is not known. */
    orgOf(p) {
      try {
        return this.#book.partyOrg(p, NoLog);
      } catch (err) {
        if (codeOf(err) === "") throw err;
        return "";
      }
    }
  };

  // src/directory/skeleton.ts
  function skeleton(name2) {
    let out = "";
    for (const c of name2.normalize("NFKD")) {
      if (/[\u0300-\u036f '’\p{Cf}-]/u.test(c)) continue;
      if ("iIl1|".includes(c)) {
        out += "l";
        continue;
      }
      const low = c.toLowerCase();
      out += confusable.get(low) ?? low;
    }
    return out.replace(/rn|vv/g, (pair2) => pair2 === "rn" ? "m" : "w");
  }
  var confusable = new Map(
    Object.entries({
      а: "a",
      е: "e",
      о: "o",
      р: "p",
      с: "c",
      х: "x",
      у: "y",
      і: "l",
      ѕ: "s",
      ј: "j",
      һ: "h",
      "ԁ": "d",
      "ӏ": "l",
      в: "b",
      к: "k",
      м: "m",
      н: "h",
      т: "t",
      ο: "o",
      α: "a",
      ε: "e",
      ι: "l",
      κ: "k",
      ν: "v",
      ρ: "p",
      τ: "t",
      υ: "u",
      χ: "x",
      "0": "o",
      ı: "l",
      ł: "l",
      ø: "o",
      đ: "d"
    })
  );

  // src/directory/team.ts
  function teamList(book) {
    const list6 = [];
    const seen2 = /* @__PURE__ */ new Map();
    for (const org of book.orgs()) {
      const of = book.org(org);
      const manifest = book.manifest(org);
      if (of === void 0 || manifest === void 0) continue;
      for (const { team: id2 } of manifest.teams) {
        const card = book.card(id2);
        if (card === void 0) continue;
        const t = { id: id2, name: card.name, organisation: of.name, org, card };
        const reads = readsLike(t);
        seen2.set(reads, (seen2.get(reads) ?? 0) + 1);
        list6.push(t);
      }
    }
    return list6.map((t) => ({ ...t, lookalike: (seen2.get(readsLike(t)) ?? 0) > 1 })).sort((a, b) => sortKey(a) < sortKey(b) ? -1 : 1);
  }
  function find2(teams2, name2) {
    const want = name2.trim().normalize("NFC");
    const byID = teams2.find((t) => t.id === want);
    if (byID !== void 0) return byID;
    const hits = teams2.filter((t) => t.name === want || `${t.organisation} / ${t.name}` === want);
    const [hit] = hits;
    if (hit === void 0) return fail("E21", "no team is called that");
    if (hits.length > 1) fail("E30", `this name fits several teams: ${hits.map(told).join(", ")}`);
    const alike3 = teams2.filter((t) => readsLike(t) === readsLike(hit));
    if (alike3.length > 1) fail("E30", `names that read the same: ${alike3.map(told).join(", ")}`);
    return hit;
  }
  function readsLike(t) {
    return skeleton(`${t.organisation}/${t.name}`);
  }
  function sortKey(t) {
    return `${t.organisation}\0${t.name}${t.id}`;
  }
  function told(t) {
    return `${t.id} (${t.organisation})`;
  }

  // src/directory/teamkeys.ts
  var TeamKeys = class {
    constructor(dir, member2, own) {
      this.dir = dir;
      this.member = member2;
      this.own = own;
    }
    dir;
    member;
    own;
    #byRH = /* @__PURE__ */ new Map();
    /**
     * forRecipient gives the identity behind a party key: a key of one of the
     * member's teams, or the member's own. E07 when it cannot be opened.
     */
    forRecipient(p, rh) {
      if (partyKind(p) === "m") return this.#ownKey(p, rh);
      const known = this.#byRH.get(rh);
      if (known !== void 0) return known;
      const opening3 = this.#search(p, rh);
      this.#byRH.set(rh, opening3);
      opening3.catch(() => this.#byRH.delete(rh));
      return opening3;
    }
    async #ownKey(p, rh) {
      if (partyMember(p) !== this.member || recipientHash(this.own.recipient) !== rh) {
        fail("E07", "grant is for another member key");
      }
      return this.own;
    }
    /** #search goes from the newest epoch down along the chain lines. */
    async #search(p, rh) {
      const team = partyTeam(p);
      const newest = this.dir.book.team(team) ?? fail("E06", "team is not in the directory");
      let next3;
      for (let { epoch } = newest; epoch >= 0; epoch--) {
        const t = this.dir.book.teamAt(team, epoch);
        if (t === void 0) break;
        next3 = await this.#open(t, next3);
        if (next3 !== void 0 && t.rcpt === rh) return next3;
      }
      return fail("E07", "this team key is not ours to open");
    }
    /** #open opens one epoch: by the member's own line, else by the key of the epoch after it; undefined when it does not. */
    async #open(t, next3) {
      try {
        const mine = t.members.find((w) => w.member === this.member && w.rcpt === recipientHash(this.own.recipient));
        if (mine !== void 0) return await this.#unwrap(t, this.own, mine.file, this.member);
        const after3 = this.dir.book.teamAt(t.team, t.epoch + 1);
        if (next3 === void 0 || after3 === void 0 || after3.chain === ZeroHash) return void 0;
        return await this.#unwrap(t, next3, after3.chain, "chain");
      } catch (err) {
        const code = codeOf(err);
        if (code === "" || code >= "E20") throw err;
        return void 0;
      }
    }
    async #unwrap(t, by, file3, to) {
      const context = [line("org", t.org), line("tid", t.team), line("epoch", String(t.epoch)), line("to", to)];
      return openSecret(by, await this.dir.file(file3), teamKeyForm, context, t.rcpt);
    }
  };

  // src/member/teams.ts
  async function listed(m) {
    await syncAll(m);
    return teamList(m.dir.book);
  }
  async function syncAll(m) {
    try {
      await m.dir.sync();
      await m.dir.all();
    } catch (err) {
      if (codeOf(err) !== "E27") throw err;
    }
  }
  async function findTeam(m, name2) {
    return find2(await listed(m), name2);
  }
  async function teams(m) {
    const list6 = await listed(m);
    const open7 = await available(m, list6.map((t) => t.id));
    return Promise.all(list6.map((t) => asTeam(m, t, open7)));
  }
  async function ownTeams(m) {
    return Promise.all(m.ownTeams().map((t) => asTeam(m, t, /* @__PURE__ */ new Set())));
  }
  async function available(m, ids) {
    try {
      return new Set(ids.length > 0 ? await m.hub.available(ids) : []);
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return /* @__PURE__ */ new Set();
    }
  }
  async function asTeam(m, t, open7) {
    const mine = m.dir.book.teamsOf(m.id).includes(t.id);
    const { card } = t;
    return {
      id: t.id,
      name: t.name,
      organisation: t.organisation,
      org: t.org,
      kind: card.kind,
      area: [...card.area],
      phone: card.phoneDay,
      acute: card.phoneAcute,
      hours: hours(card.hours),
      closedUntil: card.closedUntil,
      available: open7.has(t.id),
      mine,
      keys: mine && await holdsKey2(m, t.id)
    };
  }
  async function holdsKey2(m, id2) {
    const newest = m.dir.book.team(id2);
    if (newest === void 0) return false;
    try {
      await m.teamKeys.forRecipient(teamParty(id2), newest.rcpt);
      return true;
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return false;
    }
  }
  var dayNames = ["", "ma", "di", "wo", "do", "vr", "za", "zo"];
  function hours(list6) {
    return list6.map((h) => `${h.days.map((d2) => dayNames[d2] ?? "").join(" ")} ${h.from}-${h.to}`).join(", ");
  }
  async function self2(m) {
    return {
      org: m.org,
      member: m.id,
      name: m.self.name,
      organisation: m.dir.book.org(m.org)?.name ?? "",
      teams: await ownTeams(m)
    };
  }

  // src/member/send.ts
  async function send(m, l) {
    if (l.flow === "zaak") fail("E01", "a zaak is begun with newZaak");
    await m.dir.sync();
    const own = m.team(l.team);
    const to = await findTeam(m, l.to);
    if (teamParty(to.id) === own) fail("E29", "that is your own team; use a zaak for your own notes");
    let file3;
    if (l.zaak !== "") {
      file3 = await readZaak(m, l.zaak);
      await oneOpenHandoff(m, file3, l.flow);
    }
    const parties = [own, teamParty(to.id)];
    const uploaded = await attach2(m, [l.flow, ...parties].join(" "), l.files, l.upload);
    const made = await compose(m, opening2(l.flow, to), parties, l.document, uploaded);
    if (file3 === void 0) return launch(m, made.finished, own, uploaded);
    const link = await linkEntry(m, file3, made.finished.entry.xid, made.frame, to.id);
    const entry = await next2(m, link.x, link.act);
    await keepToSend(m, entry);
    let xid2;
    try {
      xid2 = await launch(m, made.finished, own, uploaded);
    } catch (err) {
      if (!unknownOutcome(err)) await m.home.remove(outboxName(entry));
      throw err;
    }
    await add2(m, link.x, link.act, entry);
    return xid2;
  }
  function opening2(flow2, to) {
    const kind2 = flow2 === "feedback" && isKnown(to.card.kind) ? findKind(to.card.kind).reader : "";
    return { flow: flow2, ...kind2 === "" ? {} : { kind: kind2 } };
  }
  async function newZaak(m, team, document) {
    await m.dir.sync();
    const own = m.team(team);
    const made = await compose(m, { flow: "zaak" }, [own], document, []);
    return launch(m, made.finished, own, []);
  }
  async function compose(m, like, parties, document, uploaded) {
    const body = complete(m, like, "genesis", document, uploaded.map((u) => u.file));
    const frame3 = learnFrame("genesis", body, void 0) ?? fail("E10", "the document has no frame");
    return { finished: await begin2(m, parties, body, uploaded.map((u) => u.blob)), frame: frame3 };
  }
  async function launch(m, f, own, uploaded) {
    await put(m, f);
    const { xid: xid2 } = f.entry;
    await keep(m, await verify(m, own, xid2, { frames: [f.frame], receipts: [] }));
    await dropUploads(m, uploaded);
    m.tell({ event: "changed", exchanges: [xid2] });
    return xid2;
  }
  async function reply2(m, xid2, team, document, files, upload) {
    const x = await readAs(m, xid2, team);
    const uploaded = await attach2(m, xid2, files, upload);
    await post(m, x, document, uploaded);
    await dropUploads(m, uploaded);
  }
  async function post(m, x, document, uploaded = []) {
    const made = await postOf(m, x, document, uploaded.map((u) => u.file), uploaded.map((u) => u.blob));
    return add2(m, made.x, made.act);
  }
  async function postOf(m, x, document, files = [], blobs = []) {
    const body = complete(m, purposeKnown(x), "post", document, files);
    const now = await current(m, x);
    allowed2(m, now, "post", body);
    return { x: now, act: { type: "post", party: x.party, blobs, body } };
  }
  async function decline(m, xid2, reason, text4) {
    const x = await read3(m, xid2);
    if (x.frame?.flow !== "handoff") fail("E29", "only a handoff can be declined");
    const to = x.state.offer?.to;
    const party2 = to !== void 0 && m.parties().includes(to) ? to : x.party;
    await post(m, { ...x, party: party2 }, { form: declined.name, version, reason, text: text4 });
  }
  async function recall(m, xid2, seq) {
    const x = await read3(m, xid2);
    const e = x.entries[seq] ?? fail("E21", `there is no message ${seq}`);
    if (e.state === "recalled") return;
    const party2 = m.parties().includes(e.entry.party) ? e.entry.party : x.party;
    await add2(m, { ...x, party: party2 }, { type: "recall", party: party2, target: e.entry.hash });
  }
  async function close(m, xid2) {
    const x = await read3(m, xid2);
    if (x.state.closed) return;
    const { owner } = x.state;
    if (!m.parties().includes(owner)) fail("E05", "only who is responsible closes an exchange");
    const mine = { ...x, party: owner };
    allowed2(m, mine, "close", void 0);
    await add2(m, mine, { type: "close", party: owner });
  }
  async function claim(m, xid2, team) {
    const x = await readAs(m, xid2, team);
    await m.hub.claim(x.party, xid2);
    await leasesOf(m, x.party);
  }
  async function release(m, xid2, team) {
    const x = await readAs(m, xid2, team);
    await m.hub.release(x.party, xid2);
    await leasesOf(m, x.party);
  }
  async function leasesOf(m, p) {
    m.leases.set(p, await m.hub.leases(p));
  }
  async function readAs(m, xid2, team) {
    const x = await read3(m, xid2);
    if (team !== "") {
      const party2 = m.team(team);
      return x.state.set.includes(party2) ? { ...x, party: party2 } : fail("E05", "that team takes no part in this exchange");
    }
    const [only2, second2] = m.parties().filter((p) => x.state.set.includes(p));
    if (only2 === void 0) return fail("E05", "your team takes no part in this exchange any more");
    return second2 === void 0 ? { ...x, party: only2 } : fail("E30", "several of your teams take part: name one");
  }

  // src/member/due.ts
  var farAway = 1e3;
  function dueOf(date3, overdue, now, extra) {
    const end = endOf(date3);
    if (end === void 0) return null;
    return { date: date3, overdue, workdays: workdays(today(now), isDate(date3) ? date3 : today(end), extra) };
  }
  function workdays(from, to, extra) {
    const [start2, stop] = [dayOf(from), dayOf(to)];
    const step3 = stop < start2 ? -1 : 1;
    let n = 0;
    for (let day2 = start2; day2 !== stop && Math.abs(day2 - start2) < farAway; ) {
      day2 += step3;
      if (free(dateOf(step3 > 0 ? day2 : day2 + 1), extra) === "") n += step3;
    }
    return n;
  }
  function dayOf(date3) {
    const [year = 0, month = 1, day2 = 1] = date3.split("-").map(Number);
    return dayNumber(year, month, day2);
  }

  // src/member/names.ts
  function namesIn2(m, x) {
    const names2 = /* @__PURE__ */ new Map([[m.id, m.self.name]]);
    for (const { entry, doc } of x.entries) {
      const by = doc?.author;
      const record4 = by && m.dir.book.member(entry.author);
      if (by === void 0 || record4 === void 0) continue;
      try {
        checkName(record4, by.salt, by.name);
        names2.set(entry.author, by.name);
      } catch (err) {
        if (codeOf(err) === "") throw err;
      }
    }
    return names2;
  }
  function holder(m, p, names2) {
    const named = {
      party: p,
      organisation: m.dir.book.org(m.dir.orgOf(p))?.name ?? "",
      team: partyKind(p) === "t" ? m.dir.book.card(partyTeam(p))?.name ?? "" : ""
    };
    const member2 = partyKind(p) === "m" ? names2.get(partyMember(p)) : void 0;
    return member2 === void 0 ? named : { ...named, member: member2 };
  }
  function person3(m, id2, org, p, names2) {
    const of = holder(m, p, names2);
    return { id: id2, name: names2.get(id2) ?? "", organisation: m.dir.book.org(org)?.name ?? of.organisation, team: of.team };
  }
  function present2(m, x, ids) {
    const mine = m.parties();
    const names2 = namesIn2(m, x);
    return ids.flatMap((id2) => {
      if (id2 === m.id) return [];
      const party2 = x.state.set.find((p) => p === memberParty(id2) || m.dir.book.assigned(partyTeam(p)).includes(id2));
      if (party2 === void 0 || mine.includes(party2)) return [];
      return [person3(m, id2, m.dir.orgOf(party2), party2, names2)];
    });
  }

  // src/member/title.ts
  var most = 80;
  function titleOf(x) {
    const body = x.entries[0]?.body;
    if (body === void 0) return "";
    const doc = parse(body);
    const { household, text: text4 } = doc;
    if (typeof household === "string") return short2(household);
    const names2 = [...people(doc["persons"]), ...people(doc["subjects"])];
    if (names2.length > 0) return short2([...new Set(names2)].join(", "));
    return typeof text4 === "string" ? short2(text4) : "";
  }
  function people(list6) {
    if (!Array.isArray(list6)) return [];
    return list6.flatMap((p) => {
      if (typeof p !== "object" || p === null || Array.isArray(p)) return [];
      const { prefix: prefix4, familyName, givenNames } = p;
      const family = [prefix4, familyName].filter((part2) => typeof part2 === "string" && part2 !== "").join(" ");
      return [familyName ? family : typeof givenNames === "string" ? givenNames : ""].filter((name2) => name2 !== "");
    });
  }
  function short2(text4) {
    const line3 = text4.trim().split("\n")[0] ?? "";
    const chars2 = [...line3];
    return chars2.length > most ? `${chars2.slice(0, most - 1).join("")}…` : line3;
  }

  // src/member/view.ts
  async function show(m, xid2) {
    const x = await read3(m, xid2);
    if (!x.away) await leasesIfThere(m, x.party);
    if (x.frame?.flow !== "zaak") return { ...viewOf(m, x, fold6(m, x)), exchanges: [] };
    const belonging = await linkedRead(m, x);
    return { ...viewOf(m, x, foldZaak(m, x, belonging)), exchanges: belonging.map((y) => rowOf(m, y, fold6(m, y))) };
  }
  async function leasesIfThere(m, p) {
    try {
      await leasesOf(m, p);
    } catch (err) {
      if (!passing(err)) throw err;
    }
  }
  function row2(m, x) {
    return rowOf(m, x, fold6(m, x));
  }
  function rowOf(m, x, s) {
    const names2 = namesIn2(m, x);
    const mine = m.parties();
    const next3 = s.next[x.party] ?? [];
    const extra = x.frame?.freeDays ?? [];
    const duties = s.duties.filter((d2) => !d2.done).map((d2) => ({
      what: d2.what,
      who: d2.party === "" ? "" : holder(m, d2.party, names2).team,
      mine: d2.party === "" || mine.includes(d2.party),
      due: dueOf(d2.due, d2.overdue, m.now(), extra)
    }));
    const others = x.state.set.filter((p) => p !== x.party).map((p) => holder(m, p, names2));
    return {
      exchange: x.xid,
      mark: kenmerk(x.xid),
      flow: isFlow(s.flow) ? s.flow : "",
      kind: s.kind,
      status: s.status,
      title: titleOf(x),
      party: x.party,
      with: others.map((h) => `${h.organisation} / ${h.team}`).join(", "),
      custody: s.custody === "" ? null : holder(m, s.custody, names2),
      certainty: s.flow !== "handoff" ? null : x.away ? "last_known" : s.certainty || null,
      due: dueOf(s.due, s.overdue, m.now(), extra),
      duties,
      next: next3,
      holder: leaseOf(m, x, names2),
      closed: x.state.closed,
      ended: x.end?.code ?? "",
      away: x.away,
      unread: next3.includes("receipt"),
      changed: timeText(x.state.time),
      zaak: zaakNaming(m, x.xid),
      unreadable: x.frame === void 0 ? x.entries[0]?.code || "E07" : ""
    };
  }
  function broken(r, p, err) {
    const code = codeOf(err) || "E10";
    return {
      exchange: r.xid,
      mark: kenmerk(r.xid),
      flow: "",
      kind: "",
      status: "",
      title: "",
      party: p,
      with: "",
      custody: null,
      certainty: null,
      due: null,
      duties: [],
      next: [],
      holder: null,
      closed: r.closed,
      ended: code,
      away: false,
      unread: false,
      changed: "",
      zaak: "",
      unreadable: code
    };
  }
  function leaseOf(m, x, names2) {
    const lease2 = m.leases.get(x.party)?.find((l) => l.xid === x.xid);
    if (lease2 === void 0) return null;
    return { member: lease2.member, name: names2.get(lease2.member) ?? "", mine: lease2.member === m.id };
  }
  function zaakNaming(m, xid2) {
    for (const x of m.opened.values()) {
      if (x.frame?.flow === "zaak" && !x.state.closed && linked(x).some((l) => l.xid === xid2)) return x.xid;
    }
    return "";
  }
  function viewOf(m, x, s) {
    const names2 = namesIn2(m, x);
    const people2 = present2(m, x, m.line.present(x.xid)).map((p) => p.id);
    const canRecall = (s.next[x.party] ?? []).includes("recall");
    return {
      ...rowOf(m, x, s),
      parties: x.state.set.map((p) => holder(m, p, names2)),
      entries: x.entries.map((e) => entryOf2(m, x, e, names2, canRecall)),
      people: people2,
      ends: timeText(ends(x)).slice(0, 10)
    };
  }
  function ends(x) {
    const close2 = x.entries.findLast(({ entry: e }) => e.type === "close" || e.type === "recall" && e.seq === 1 && x.state.closed);
    return close2 === void 0 ? x.state.time + keepIdle : close2.entry.time + keepClosed;
  }
  function entryOf2(m, x, e, names2, canRecall) {
    const { seq, type, author: author3, org, party: party2, time: time2, hash: hash2 } = e.entry;
    return {
      seq,
      type,
      author: person3(m, author3, org, party2, names2),
      mine: party2 === x.party,
      time: timeText(time2),
      state: e.state,
      code: e.code,
      unchecked: e.unchecked,
      document: e.state === "readable" && e.body !== void 0 ? parse(e.body) : null,
      files: filesOf(e).map(({ file: file3 }) => file3),
      read: x.receipts.filter((r) => r.entry === hash2).map((r) => ({ by: person3(m, r.author, m.dir.orgOf(r.party), r.party, names2), time: timeText(r.time) })),
      stored: true,
      recallable: canRecall && party2 === x.party && e.state !== "recalled" && e.code !== "E09" && (type === "post" || seq === 0 && x.entries.length === 1)
    };
  }
  function filesOf({ entry, doc, state }) {
    if (state !== "readable") return [];
    return (doc?.files ?? []).flatMap(({ root, name: name2, type, size: size2, identity }) => {
      const blob = entry.blobs.find((b) => b.root === root);
      return blob === void 0 ? [] : [{ file: { seq: entry.seq, name: name2, type, size: size2, root }, identity, sealedSize: blob.size }];
    });
  }
  function timeText(seconds) {
    return new Date(seconds * 1e3).toISOString().replace(".000Z", "Z");
  }

  // src/member/list.ts
  var pageSize = 50;
  var sideBySide = 6;
  function inbox(m, team, limit) {
    return list4(m, team, limit, (r) => r.flow !== "zaak");
  }
  function zaken(m, team, limit) {
    return list4(m, team, limit, (r) => r.flow === "zaak");
  }
  async function list4(m, team, limit, want) {
    await m.dir.sync();
    const parties = team === "" ? m.parties() : [m.team(team)];
    const rows2 = [];
    const seen2 = /* @__PURE__ */ new Set();
    for (const p of parties) {
      await leasesOf(m, p);
      let n = 0;
      await pages(m, p, async (page2) => {
        const unseen = page2.filter((r) => !seen2.has(r.xid));
        for (let at = 0; at < unseen.length && n < limit; at += sideBySide) {
          const some2 = unseen.slice(at, at + sideBySide);
          m.tell({ event: "opening", done: n, all: Math.min(limit, n + unseen.length - at) });
          for (const r of await Promise.all(some2.map((hubRow) => open4(m, p, hubRow)))) {
            if (n >= limit || !want(r)) continue;
            rows2.push(r);
            seen2.add(r.exchange);
            n++;
          }
        }
        return n < limit;
      });
    }
    return rows2;
  }
  async function open4(m, p, hubRow) {
    try {
      return row2(m, await readFor(m, p, hubRow.xid, hubRow));
    } catch (err) {
      if (codeOf(err) === "" || passing(err)) throw err;
      return broken(hubRow, p, err);
    }
  }
  async function pages(m, p, act) {
    for (let before = noPosition; ; ) {
      const page2 = await m.hub.newest(p, before, pageSize);
      let last = before.count;
      for (const r of page2.rows) {
        if (!isHash(r.xid) || last > 0 && r.count >= last) fail("E01", "the hub's list is malformed or goes in circles");
        last = r.count;
      }
      if (!await act(page2.rows) || !page2.more || page2.rows.length === 0) return;
      before = page2.next;
    }
  }
  async function each(m, p, act) {
    await pages(m, p, async (rows2) => {
      for (const r of rows2) {
        if (!await act(r)) return false;
      }
      return true;
    });
  }
  async function byMark(m, mark) {
    const wanted = mark.trim().toUpperCase();
    const hits = /* @__PURE__ */ new Set();
    for (const p of m.parties()) {
      await each(m, p, async ({ xid: xid2 }) => {
        if (kenmerk(xid2) === wanted) hits.add(xid2);
        return true;
      });
    }
    const [hit] = hits;
    if (hit === void 0) return fail("E21", "not found");
    return hits.size === 1 ? hit : fail("E30", "this mark fits several exchanges; use the whole id");
  }

  // src/member/casefile.ts
  async function readZaak(m, xid2) {
    const x = await read3(m, xid2);
    return x.frame?.flow === "zaak" ? x : fail("E29", "that exchange is not a zaak");
  }
  function linkEntry(m, file3, xid2, f, team) {
    return postOf(m, file3, { form: "zaak.exchange", version, xid: xid2, flow: f.flow, kind: f.kind, team });
  }
  function linked(file3) {
    return file3.entries.flatMap(({ doc }) => {
      const d2 = doc;
      return d2?.form === "zaak.exchange" ? [{ xid: d2.xid, flow: d2.flow }] : [];
    });
  }
  async function linkedRead(m, file3) {
    const list6 = [];
    for (const { xid: xid2 } of linked(file3)) {
      try {
        list6.push(await read3(m, xid2));
      } catch (err) {
        if (codeOf(err) !== "E21" && !passing(err)) throw err;
      }
    }
    return list6;
  }
  function foldZaak(m, file3, exchanges) {
    return foldWith(factsOf(file3), new Map(exchanges.map((x) => [x.xid, fold6(m, x)])), m.now());
  }
  var over2 = ["withdrawn", "completed", "declined", "corv_sent"];
  async function oneOpenHandoff(m, file3, flow2) {
    if (flow2 !== "handoff") return;
    for (const l of linked(file3)) {
      if (l.flow !== "handoff") continue;
      let x;
      try {
        x = await read3(m, l.xid);
      } catch (err) {
        if (codeOf(err) === "E21") continue;
        throw err;
      }
      const { owner, closed } = x.state;
      const deserted = partyKind(owner) === "t" && m.dir.book.assigned(partyTeam(owner)).length === 0;
      if (closed || x.end !== null || deserted || over2.includes(fold6(m, x).status)) continue;
      fail("E29", `handoff ${kenmerk(l.xid)} of this zaak is still open`);
    }
  }
  async function recordCustody(m, x) {
    const file3 = await zaakOf(m, x);
    if (file3 === void 0) return;
    const { seq, head: head3, owner } = x.state;
    await post(m, file3, { form: "zaak.custody", version, xid: x.xid, seq, head: head3, holder: owner });
  }
  async function zaakOf(m, x) {
    let found;
    await each(m, x.party, async (row3) => {
      let y;
      try {
        y = await readFor(m, x.party, row3.xid, row3);
      } catch (err) {
        if (codeOf(err) === "") throw err;
        return true;
      }
      if (y.frame?.flow !== "zaak" || y.state.closed || !linked(y).some((l) => l.xid === x.xid)) return true;
      found = y;
      return false;
    });
    return found;
  }

  // src/member/receipt.ts
  async function receipt(m, xid2) {
    const x = await read3(m, xid2);
    let n = 0;
    for (const e of x.entries) {
      const { type, author: author3, party: party2 } = e.entry;
      const own = party2 === x.party && !(type === "accept" && author3 === m.id);
      if (own || e.state !== "readable" || signedFor(m, x, e)) continue;
      await sign(m, x, e);
      n++;
    }
    if (n > 0) {
      await refresh(m, x);
      m.tell({ event: "changed", exchanges: [xid2] });
    }
    return n;
  }
  function signedFor(m, x, e) {
    return x.receipts.some((r) => r.entry === e.entry.hash && r.author === m.id);
  }
  async function sign(m, x, e) {
    if (signedFor(m, x, e) || e.entry.author === m.id && e.entry.type !== "accept") return;
    const draft2 = newReceipt(e.entry, m.now(), NoLog);
    const signed2 = signedReceipt({ ...draft2, party: x.party, org: m.org, author: m.id, key: m.keys.sign.public.id });
    try {
      await m.hub.putReceipt(attach(signed2, m.keys.sign.sign(signed2)));
    } catch (err) {
      if (codeOf(err) !== "E20") throw err;
    }
  }

  // src/member/custody.ts
  var maxCustodyBody = 16 << 10;
  function custodyBody(m, x, t, doc) {
    const body = complete(m, purposeKnown(x), t, doc ?? usual(m, x, t), []);
    if (body.length > maxCustodyBody) fail("E23", "the document of an offer or acceptance is at most 16 KiB");
    return body;
  }
  function usual(m, x, t) {
    return t === "offer" ? {
      form: "custody.offer",
      version,
      summary: confirmedSummary(x),
      statement: "Wij bieden het zicht op veiligheid aan. Tot de aanvaarding blijven wij verantwoordelijk."
    } : {
      form: "custody.acceptance",
      version,
      coordinator: m.self.name,
      statement: "Ik neem het zicht op veiligheid over."
    };
  }
  function confirmedSummary(x) {
    return x.entries.findLast((e) => e.state === "readable" && formOf(e) === "handoff.summary")?.entry.hash;
  }
  async function moved(m, x, accept2) {
    await signIfThere(m, x, accept2);
    m.tell({ event: "changed", exchanges: [x.xid] });
    try {
      await recordCustody(m, x);
    } catch (err) {
      if (codeOf(err) === "") throw err;
    }
  }
  async function signIfThere(m, x, e) {
    try {
      await sign(m, x, e);
    } catch (err) {
      if (!passing(err)) throw err;
    }
  }
  var soonGone = ["E27", "E25", "E22", "E24"];
  function passing(err) {
    return soonGone.includes(codeOf(err));
  }

  // src/member/pending.ts
  function pendingAccept(m, x, offer2, doc) {
    return m.home.locks.only("accepts", async () => {
      const name2 = `accepts/${offer2.entry}`;
      const kept2 = await m.home.read(name2);
      if (kept2 !== void 0) return readPending(await open2(m.keys.identity, kept2));
      const epoch = x.state.epoch;
      const key = x.keys.key(epoch) ?? fail("E07", "the key of this exchange did not open; rekey it first");
      const body = custodyBody(m, x, "accept", doc);
      const { header: header2, ct } = await sealBody(after2(m, x, "accept", offer2.to), key, body);
      const signed2 = bound(header2, [{ epoch, key }]);
      const p = { signed: signed2, sig: m.keys.sign.sign(signed2), ct, header: header2 };
      await m.home.write(name2, await seal(m.keys.identity.recipient, asked(p)));
      return p;
    });
  }
  function asked(p) {
    return joinFrame(p.signed, utf8(sigText(p.sig)), p.ct);
  }
  function readPending(plain) {
    const [signed2, by, ct] = splitFrame(plain);
    if (signed2 === void 0 || by === void 0 || ct === void 0) return fail("E10", "kept acceptance is damaged");
    const sig = parseSig(by);
    const header2 = parse2(attach(signed2, sig, { key: otherKey(sig.key), hex: "0".repeat(128) }));
    return { signed: signed2, sig, ct, header: header2 };
  }
  function otherKey(key) {
    return (key.startsWith("f") ? "0" : "f") + key.slice(1);
  }
  async function dropAccept(m, offer2) {
    await m.home.remove(`accepts/${offer2.entry}`);
  }
  function sigText(sig) {
    return `${sig.key} ${sig.hex}`;
  }
  function parseSig(bytes3) {
    const [key = "", hex = "", more] = ascii(bytes3).split(" ");
    if (more !== void 0 || !isID(key) || !isSignature(hex)) fail("E01", "signature line is malformed");
    return { key, hex };
  }

  // src/flows/room/frame.ts
  var kinds3 = [
    "here",
    // I am here and this is the head I see; no payload
    "ask",
    // a finished acceptance that waits for a co-signature
    "cosigned",
    // the co-signature, as a signature line
    "refused",
    // the code why there will be no co-signature
    "text"
    // a shared field, strict JSON
  ];
  var maxAge = 60;
  var form2 = new Form({
    label: "frame",
    fields: [
      once("xid", isHash),
      once("epoch", isNum),
      once("party", isParty),
      once("org", isID),
      once("author", isID),
      once("key", isID),
      once("time", isNum),
      once("nonce", isID),
      once("kind", oneOf(...kinds3)),
      once("head", isNum, isHash),
      once("payload", isHash)
    ],
    minSigs: 1,
    maxSigs: 1
  });
  async function seal2(f, s, key, by) {
    const signed2 = form2.build(
      line("xid", s.xid),
      line("epoch", String(s.epoch)),
      line("party", f.party),
      line("org", f.org),
      line("author", f.author),
      line("key", by.public.id),
      line("time", String(f.time)),
      line("nonce", newID()),
      line("kind", f.kind),
      line("head", String(s.seq), s.head),
      line("payload", hashOf(f.payload))
    );
    const data = await seal(key.recipient, joinFrame(attach(signed2, by.sign(signed2)), f.payload));
    checkSize(data);
    return data;
  }
  async function open5(data, s, key, v, now) {
    checkSize(data);
    const [first2, payload, ...more] = splitFrame(await open2(key, data));
    if (!first2 || !payload || more.length > 0) return fail("E01", "room frame does not have two parts");
    const n = form2.parse(first2);
    const [seq = "", head3 = ""] = n.all("head")[0] ?? [];
    const f = {
      kind: kinds3.find((k) => k === n.get("kind")) ?? fail("E01", "room frame is of no kind"),
      party: n.get("party"),
      org: n.get("org"),
      author: n.get("author"),
      time: n.num("time"),
      seq: Number(seq),
      head: head3,
      payload
    };
    if (n.get("xid") !== s.xid || n.num("epoch") !== s.epoch) fail("E09", "room frame is of another exchange or epoch");
    if (hashOf(payload) !== n.get("payload")) fail("E08", "room frame payload is not the signed one");
    if (!has(s, f.party)) fail("E05", "sender of a room frame is no party");
    const { party: party2, org, author: author3, time: time2 } = f;
    const signer = v.signer({ xid: s.xid, seq: s.seq, party: party2, org, author: author3, key: n.get("key"), time: time2, cp: s.cp });
    await signer.check(n);
    if (Math.abs(f.time - Math.floor(now)) > maxAge) fail("E12", "room frame is of another time");
    return f;
  }
  function checkSize(data) {
    if (data.length > Limits.roomFrame) {
      fail("E23", `frame of ${data.length} bytes, at most ${Limits.roomFrame}`);
    }
  }

  // src/member/visit.ts
  var Visit = class {
    /** Enters on behalf of x.party. Ended calls back; after late milliseconds it tells so. */
    constructor(m, x, { ended: ended2, late: late2, again }) {
      this.m = m;
      const { line: line3 } = m;
      const { xid: xid2 } = x;
      const put2 = (h) => this.#heard.put(h);
      const change = () => put2({ what: "changed" });
      this.#undo.push(
        line3.listen((e) => {
          if (e.event === "ready" || e.event === "resync") change();
          else if (e.xid !== xid2) return;
          else if (e.event === "entry" || e.event === "receipt") change();
          else if (e.event === "room") put2({ what: "present", members: e.members ?? [] });
          else if (e.event === "frame" && e.data !== void 0) put2({ what: "frame", data: e.data });
        })
      );
      this.#undo.push(line3.enter(x.party, xid2));
      const timers = [setInterval(change, Limits.heartbeat * 1e3)];
      if (again === true) timers.push(setInterval(() => put2({ what: "again" }), 1e3));
      if (late2 !== void 0) timers.push(setTimeout(() => put2({ what: "late" }), Math.min(late2, 2 ** 31 - 1)));
      this.#undo.push(() => timers.forEach((t) => clearInterval(t)));
      const end = () => put2({ what: "ended" });
      ended2.addEventListener("abort", end);
      this.#undo.push(() => ended2.removeEventListener("abort", end));
      if (ended2.aborted) end();
    }
    m;
    #heard = new Mailbox(64, { what: "changed" });
    #undo = [];
    /** What happens, for one reader. */
    get happenings() {
      return this.#heard;
    }
    /** wake makes that the exchange is read again. */
    wake() {
      this.#heard.put({ what: "changed" });
    }
    /** say seals a frame for the others in the room. */
    async say(x, kind2, payload) {
      const { m } = this;
      const key = x.keys.key(x.state.epoch);
      if (key === void 0) return;
      const frame3 = { kind: kind2, party: x.party, org: m.org, author: m.id, time: m.now(), payload };
      m.line.say({ do: "frame", xid: x.xid, data: await seal2(frame3, x.state, key, m.keys.sign) });
    }
    /**
     * open opens a frame from the room. E03 when its sender saw another entry at the
     * place of our head, or we at the place of theirs: then fork names the sender.
     */
    async open(x, data) {
      const key = x.keys.key(x.state.epoch) ?? fail("E07", "the key of this exchange did not open");
      const f = await open5(data, x.state, key, x.view, this.m.now());
      const ours = x.entries[f.seq]?.entry.hash;
      if (ours !== void 0 && ours !== f.head) throw new Fork(f, `the other side sees another entry ${f.seq}`);
      if (f.seq > x.state.seq) this.wake();
      return f;
    }
    leave() {
      for (const undo of this.#undo.splice(0)) undo();
      this.#heard.end();
    }
  };
  var Fork = class extends SluisError {
    constructor(frame3, text4) {
      super("E03", text4);
      this.frame = frame3;
    }
    frame;
  };

  // src/member/accept.ts
  var acceptWait = 6e4;
  async function accept(m, xid2, team, doc, wait = acceptWait) {
    const x = await acceptor(m, xid2, team);
    const { offer: offer2 } = x.state;
    unended(x);
    if (offer2 === null && takenBefore(m, x)) fail("E31", "a colleague accepted this");
    if (offer2 === null || offer2.to !== x.party) return fail("E29", "nothing stands on offer to you here");
    if (m.now() > offer2.time + Limits.offerLife) fail("E29", "the offer is older than 30 minutes; ask for a new one");
    const p = await pendingAccept(m, x, offer2, doc);
    const theirs = await askCosign(m, x, offer2, p, wait);
    const done = framed2(attach(p.signed, p.sig, theirs), p.ct);
    try {
      await put(m, done);
    } catch (err) {
      if (codeOf(err) !== "E20") throw err;
      await dropAccept(m, offer2);
      fail("E29", "the offer no longer stands");
    }
    await dropAccept(m, offer2);
    const now = await extended(m, x, done.frame);
    const entry = now.entries[offer2.seq + 1];
    if (entry !== void 0) await moved(m, now, entry);
  }
  async function acceptor(m, xid2, team) {
    if (team !== "") return readAs(m, xid2, team);
    const x = await read3(m, xid2);
    const to = x.state.offer?.to;
    return to !== void 0 && m.parties().includes(to) ? { ...x, party: to } : x;
  }
  function takenBefore(m, x) {
    const last = x.entries.findLast(({ entry: e }) => e.type === "offer" || e.type === "accept")?.entry;
    return last?.type === "accept" && last.author !== m.id && m.parties().includes(last.party);
  }
  async function askCosign(m, x, offer2, p, wait) {
    const key = x.view.signer({
      xid: x.xid,
      seq: p.header.seq,
      party: offer2.party,
      org: offer2.org,
      author: offer2.member,
      key: offer2.key,
      time: p.header.time,
      cp: p.header.cp
    });
    const v = new Visit(m, x, { ended: m.ended, late: wait, again: true });
    const ask3 = asked(p);
    try {
      await v.say(x, "ask", ask3);
      for await (const h of v.happenings) {
        switch (h.what) {
          case "ended":
          case "late":
            return fail("E29", "the other side did not co-sign within a minute; call them and accept again");
          case "again":
            await v.say(x, "ask", ask3);
            break;
          case "changed":
            x = await stillOffered(m, x, offer2);
            break;
          case "frame": {
            const sig = await cosignature(m, x, v, offer2, p, key, ask3, h.data);
            if (sig !== void 0) return sig;
          }
        }
      }
      return fail("E29", "the other side did not co-sign");
    } finally {
      v.leave();
    }
  }
  async function stillOffered(m, x, offer2) {
    let now;
    try {
      now = await refresh(m, x);
    } catch (err) {
      if (passing(err)) return x;
      throw err;
    }
    const after3 = now.entries[offer2.seq + 1];
    if (after3 === void 0) return now;
    await dropAccept(m, offer2);
    if (after3.entry.type === "accept") fail("E31", "a colleague accepted this");
    if (formOf(after3) === formWithdrawn) await signIfThere(m, now, after3);
    return fail("E29", `the offer no longer stands: ${after3.entry.type}`);
  }
  async function cosignature(m, x, v, offer2, p, key, ask3, data) {
    let f;
    try {
      f = await v.open(x, data);
    } catch (err) {
      if (codeOf(err) === "" || err instanceof Fork && err.frame.author === offer2.member) throw err;
      return void 0;
    }
    const word5 = f.author === offer2.member ? answerTo(f, ask3) : void 0;
    if (word5 === void 0) return void 0;
    if (f.kind === "refused") {
      await dropAccept(m, offer2);
      throw refusal2(ascii(word5));
    }
    return f.kind === "cosigned" ? counted(word5, offer2, p, key) : void 0;
  }
  async function counted(word5, offer2, p, key) {
    try {
      const sig = parseSig(word5);
      return sig.key === offer2.key && await key.verify(p.signed, sigBytes(sig)) ? sig : void 0;
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return void 0;
    }
  }
  function answerTo(f, ask3) {
    const prefix4 = `${hashOf(ask3)} `;
    const begins = ascii(f.payload.subarray(0, prefix4.length)) === prefix4;
    return begins && f.payload.length > prefix4.length ? f.payload.slice(prefix4.length) : void 0;
  }
  var meant = ["E01", "E04", "E05", "E06", "E08", "E09", "E10", "E19", "E31"];
  function refusal2(word5) {
    return new SluisError(meant.find((code) => code === word5) ?? "E29", "the other side did not co-sign");
  }

  // src/member/copy.ts
  async function copy(m, xid2, words3 = (code) => code) {
    const x = await read3(m, xid2);
    const s = fold6(m, x);
    const names2 = namesIn2(m, x);
    const lines2 = [`Sluis ${kenmerk(xid2)}`, [s.flow, s.kind, s.status].filter((c) => c !== "").map(words3).join(" · ")];
    for (const p of x.state.set) {
      const { organisation, team, member: member2 } = holder(m, p, names2);
      lines2.push([organisation, team, member2].filter((n) => n).join(" / "));
    }
    for (const e of x.entries) {
      const { entry, state, body } = e;
      const by = person3(m, entry.author, entry.org, entry.party, names2);
      lines2.push("", [localTime(entry.time), by.name, `${by.organisation} / ${by.team}`].filter((n) => n !== "").join("  "));
      lines2.push(words3(e.doc?.form ?? entry.type));
      if (state === "readable" && body !== void 0) lines2.push(...told2(parse(body), words3, ""));
      else if (state !== "none") lines2.push(`(${words3(state)})`);
      for (const { file: file3 } of filesOf(e)) lines2.push(`- ${file3.name}`);
    }
    return `${lines2.join("\n")}
`;
  }
  var quiet = /* @__PURE__ */ new Set(["form", "version", "frame", "ref", "author", "files", "id"]);
  function told2(o, words3, indent) {
    return Object.entries(o).flatMap(([name2, v]) => quiet.has(name2) ? [] : field(words3(name2), v, words3, indent));
  }
  function field(name2, v, words3, indent) {
    if (v === null || v === "") return [];
    if (Array.isArray(v)) return v.flatMap((item) => field(name2, item, words3, indent));
    if (typeof v === "object") return [`${indent}${name2}:`, ...told2(v, words3, `${indent}  `)];
    return [`${indent}${name2}: ${String(v).replaceAll("\n", `
${indent}  `)}`];
  }

  // src/member/download.ts
  async function file2(m, xid2, seq, root) {
    const x = await read3(m, xid2);
    const entry = x.entries[seq] ?? fail("E21", "no attachment there");
    const a = filesOf(entry).find((f) => f.file.root === root) ?? fail("E21", "no attachment of that root");
    const parts = [];
    await openAttachment(
      (part2) => {
        parts.push(part2.slice());
      },
      (n) => m.hub.piece(x.party, xid2, root, n),
      root,
      a.sealedSize,
      await Identity.parse(a.identity)
    );
    return new Blob(parts, { type: a.file.type });
  }

  // src/member/line.ts
  var Line2 = class {
    constructor(wire) {
      this.wire = wire;
      this.over = this.#run();
    }
    wire;
    #listeners = /* @__PURE__ */ new Set();
    #rooms = /* @__PURE__ */ new Map();
    #reachable = /* @__PURE__ */ new Map();
    #watched = [];
    /** Kept when the connection has ended for good. */
    over;
    async #run() {
      for await (const e of this.wire.events) {
        if (e.event === "ready") this.#sayAgain();
        const room2 = e.event === "room" && e.xid !== void 0 ? this.#rooms.get(e.xid) : void 0;
        if (room2 !== void 0) room2.present = e.members ?? [];
        for (const hear of this.#listeners) hear(e);
      }
    }
    /** listen tells every event until the function it gives is called. */
    listen(hear) {
      this.#listeners.add(hear);
      return () => this.#listeners.delete(hear);
    }
    /** say is best effort: after a break the ready event says everything again. */
    say(request) {
      try {
        this.wire.send(request);
      } catch (err) {
        if (codeOf(err) !== "E27") throw err;
      }
    }
    /** enter goes into the room of an exchange, until the function it gives is called; several may be in one. */
    enter(party2, xid2) {
      const room2 = this.#rooms.get(xid2) ?? { party: party2, visitors: 0, present: [] };
      this.#rooms.set(xid2, room2);
      if (room2.visitors++ === 0) this.say({ do: "enter", party: party2, xid: xid2 });
      return () => {
        if (--room2.visitors > 0) return;
        this.#rooms.delete(xid2);
        this.say({ do: "leave", xid: xid2 });
      };
    }
    /** present are those in a room that this session is in too. */
    present(xid2) {
      return this.#rooms.get(xid2)?.present ?? [];
    }
    /** reachable makes the member reachable for a team until a time in Unix seconds; 0 ends it. */
    reachable(party2, until2) {
      this.#reachable.set(party2, until2);
      this.say({ do: "available", party: party2, until: until2 });
    }
    /** watch asks to be told when somebody is reachable for these teams. */
    watch(teams2) {
      this.#watched = teams2;
      this.say({ do: "watch", teams: teams2 });
    }
    #sayAgain() {
      for (const [xid2, { party: party2 }] of this.#rooms) this.say({ do: "enter", party: party2, xid: xid2 });
      for (const [party2, until2] of this.#reachable) {
        if (until2 > 0) this.say({ do: "available", party: party2, until: until2 });
      }
      if (this.#watched.length > 0) this.say({ do: "watch", teams: this.#watched });
    }
  };

  // src/member/locks.ts
  function platformLocks(manager, prefix4) {
    return {
      only: async (name2, act) => await manager.request(`${prefix4}/${name2}`, act),
      share: async (name2, act) => await manager.request(`${prefix4}/${name2}`, { mode: "shared" }, act),
      attempt: async (name2, act) => await manager.request(`${prefix4}/${name2}`, { ifAvailable: true }, async (lock) => lock ? await act() : void 0)
    };
  }
  var Held = class {
    sharing = 0;
    alone = false;
    waiting = [];
    async take(shared2) {
      if (this.waiting.length === 0 && this.free(shared2)) this.#grant(shared2);
      else await new Promise((go) => this.waiting.push({ shared: shared2, go }));
    }
    free(shared2) {
      return !this.alone && (shared2 || this.sharing === 0);
    }
    leave(shared2) {
      if (shared2) this.sharing--;
      else this.alone = false;
      for (let next3 = this.waiting[0]; next3 !== void 0 && this.free(next3.shared); next3 = this.waiting[0]) {
        this.waiting.shift();
        this.#grant(next3.shared);
        next3.go();
      }
    }
    #grant(shared2) {
      if (shared2) this.sharing++;
      else this.alone = true;
    }
  };
  function memoryLocks() {
    const all2 = /* @__PURE__ */ new Map();
    const of = (name2) => {
      const held2 = all2.get(name2) ?? new Held();
      all2.set(name2, held2);
      return held2;
    };
    const run2 = async (held2, shared2, act) => {
      await held2.take(shared2);
      try {
        return await act();
      } finally {
        held2.leave(shared2);
      }
    };
    return {
      only: (name2, act) => run2(of(name2), false, act),
      share: (name2, act) => run2(of(name2), true, act),
      attempt: async (name2, act) => of(name2).free(false) ? await run2(of(name2), false, act) : void 0
    };
  }

  // src/member/self.ts
  var nobody = { name: "", salt: "" };
  async function openSelf(id2, sealed, record4) {
    try {
      const { name: name2, salt: salt2 } = parse(await open2(id2, sealed));
      if (typeof name2 !== "string" || typeof salt2 !== "string") return void 0;
      checkName(record4, salt2, name2);
      return { name: name2, salt: salt2 };
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return void 0;
    }
  }

  // src/member/member.ts
  var Member = class {
    constructor(means) {
      this.means = means;
      const { keys, hub, home, trust } = means;
      this.id = keys.member;
      this.org = keys.org;
      this.dir = new Directory(
        {
          leaves: (from, limit) => hub.leaves(from, limit),
          objects: (hashes) => hub.objects(hashes),
          read: (name2) => home.read(name2),
          write: (name2, bytes3) => home.write(name2, bytes3)
        },
        trust.founders
      );
      this.teamKeys = new TeamKeys(this.dir, this.id, keys.identity);
    }
    means;
    id;
    org;
    dir;
    teamKeys;
    self = nobody;
    /** Exchanges as they were last read, so that only what is new is verified and opened. */
    opened = /* @__PURE__ */ new Map();
    pins = /* @__PURE__ */ new Map();
    /** Leases as last told by the hub, by party. */
    leases = /* @__PURE__ */ new Map();
    /** Ends with the session: whoever waits in a room stops. */
    #end = new AbortController();
    get keys() {
      return this.means.keys;
    }
    get hub() {
      return this.means.hub;
    }
    get home() {
      return this.means.home;
    }
    get line() {
      return this.means.line;
    }
    get trust() {
      return this.means.trust;
    }
    get ended() {
      return this.#end.signal;
    }
    /** now is the time in Unix seconds. */
    now() {
      return Math.floor((this.means.now ?? Date.now)() / 1e3);
    }
    tell(event) {
      this.means.tell?.(event);
    }
    /** record is the member's own note, as the directory has it. */
    record() {
      return this.dir.book.member(this.id);
    }
    /** parties are those the member may act for: its teams, and itself. */
    parties() {
      return [...this.dir.book.teamsOf(this.id).map(teamParty).sort(), memberParty(this.id)];
    }
    /** ownTeams are the teams of the member in the address book. */
    ownTeams() {
      const own = this.dir.book.teamsOf(this.id);
      return teamList(this.dir.book).filter((t) => own.includes(t.id));
    }
    /** team resolves which own team is meant, by id or name; left out, there must be one (E30). */
    team(name2) {
      const own = this.ownTeams();
      if (name2 !== "") return teamParty(find2(own, name2).id);
      const [only2, second2] = own;
      if (only2 === void 0) return fail("E05", "you are in no team");
      if (second2 !== void 0) return fail("E30", "you are in several teams: name one");
      return teamParty(only2.id);
    }
    /** end stops what waits: rooms are left, and an offer of this session that stands is withdrawn. */
    end() {
      this.#end.abort();
    }
  };
  async function open6(means) {
    const m = new Member(means);
    const away2 = await unreachable(() => m.dir.sync());
    const clockFits = !away2 && await rightHub(m);
    try {
      await m.dir.need(m.org);
    } catch (err) {
      if (!away2 || codeOf(err) !== "E27") throw err;
    }
    const record4 = m.record();
    if (record4 === void 0) {
      return away2 ? fail("E27", "the hub was never reached from this browser") : fail("E06", "this member is not in its organisation's manifest");
    }
    m.keys.match(record4.sign, record4.login, record4.rcpt);
    if (clockFits) await sweep(m);
    await sweepUploads(m);
    await settleIn(m, record4, away2);
    return m;
  }
  async function unreachable(act) {
    try {
      await act();
      return false;
    } catch (err) {
      if (codeOf(err) === "E27") return true;
      throw err;
    }
  }
  async function rightHub(m) {
    let hello;
    try {
      hello = await m.hub.hello();
    } catch (err) {
      if (codeOf(err) === "E27") return false;
      throw err;
    }
    if (m.trust.hub !== "" && hello.hub !== m.trust.hub) {
      fail("E17", `this is hub ${hello.hub}, the trust file names ${m.trust.hub}`);
    }
    return Math.abs(m.now() - hello.time) <= Limits.clockSkew;
  }
  async function settleIn(m, record4, away2) {
    const here = await m.home.read("self");
    const known = here && await openSelf(m.keys.identity, here, record4);
    if (known !== void 0) {
      m.self = known;
      return;
    }
    if (away2) return;
    const state = await m.hub.state();
    const told4 = state.length > 0 ? await openSelf(m.keys.identity, state, record4) : void 0;
    if (told4 === void 0) return;
    m.self = told4;
    await m.home.write("self", state);
  }

  // src/member/news.ts
  async function news(m) {
    const at = await positions(m);
    const changed = /* @__PURE__ */ new Set();
    for (const p of m.parties()) {
      for (; ; ) {
        const before = at.get(p) ?? noPosition;
        const page2 = await m.hub.changes(p, before, Limits.rows);
        for (const row3 of page2.rows) {
          if (!isHash(row3.xid) || row3.count <= before.count && page2.next.epoch === before.epoch) {
            fail("E01", "the hub's list is malformed or goes in circles");
          }
          changed.add(row3.xid);
        }
        at.set(p, page2.next);
        if (!page2.more || page2.rows.length === 0) break;
      }
    }
    return {
      changed: [...changed],
      seen: async () => {
        if (changed.size > 0) await m.home.write("positions", utf8(JSON.stringify([...at])));
      }
    };
  }
  async function positions(m) {
    const kept2 = await m.home.read("positions");
    const at = /* @__PURE__ */ new Map();
    if (kept2 === void 0) return at;
    try {
      for (const [p, { epoch, count: count3 }] of JSON.parse(ascii(kept2))) at.set(p, { epoch, count: count3 });
      return at;
    } catch {
      return /* @__PURE__ */ new Map();
    }
  }
  function follow(m, missed) {
    const hear = async (e) => {
      switch (e.event) {
        case "ready":
        case "resync":
          return catchUpAll(m, missed);
        case "lease":
          if (e.party !== void 0) await leasesOf(m, e.party);
          break;
        case "available":
          return m.tell({ event: "available", teams: [...e.teams ?? []] });
        case "entry":
        case "receipt":
          break;
        default:
          return;
      }
      if (e.xid !== void 0) m.tell({ event: "changed", exchanges: [e.xid] });
    };
    return m.line.listen((e) => {
      hear(e).catch((err) => {
        if (codeOf(err) === "") throw err;
      });
    });
  }
  async function catchUpAll(m, missed) {
    const sent2 = await resume(m);
    for (const exchange2 of sent2.arrived) m.tell({ event: "sent", exchange: exchange2, what: "entry" });
    for (const { xid: xid2 } of sent2.failed) m.tell({ event: "sent", exchange: xid2, what: "failed" });
    const { changed, seen: seen2 } = await news(m);
    missed(changed.length);
    if (changed.length > 0) m.tell({ event: "changed", exchanges: [...changed] });
    await seen2();
  }

  // src/member/parties.ts
  function mayChange(m, x) {
    if (purposeKnown(x).flow === "zaak") fail("E29", "a zaak is of one team; nobody else takes part in it");
    if (liveOffer(m, x)) fail("E29", "an offer stands; this waits for its end");
  }

  // src/member/offer.ts
  async function offer(m, xid2, to, doc, ended2) {
    let x = await read3(m, xid2);
    if (!resumable(m, x)) {
      mayChange(m, x);
      const party2 = offerTo(x, to);
      if (!may(x.state, x.party, "offer")) fail("E29", "an offer is not possible here now");
      const body = custodyBody(m, x, "offer", doc);
      x = await current(m, x);
      x = await add2(m, x, { type: "offer", party: x.party, to: party2, body });
    }
    const own = newestOffer(m, x) ?? fail("E29", "the offer does not stand");
    return { exchange: x, outcome: guard(m, x, own, ended2) };
  }
  function newestOffer(m, x) {
    return x.entries.findLast(({ entry: e }) => e.type === "offer" && e.author === m.id)?.after.offer ?? void 0;
  }
  function resumable(m, x) {
    const o = x.state.offer;
    return o !== null && o.member === m.id && o.key === m.keys.sign.public.id && m.now() < o.time + Limits.offerLife;
  }
  function offerTo(x, to) {
    const others = x.state.set.filter((p) => p !== x.state.owner && partyKind(p) !== "r");
    if (to !== "") {
      return others.includes(to) ? to : fail("E29", "that team takes no part in this exchange; add it first");
    }
    const [only2, second2] = others;
    if (only2 === void 0) return fail("E29", "there is no other party to offer to");
    return second2 === void 0 ? only2 : fail("E30", "there are several other parties: name one");
  }
  async function guard(m, x, offer2, ended2) {
    const late2 = Math.max(0, (offer2.time + Limits.offerLife - m.now()) * 1e3);
    const v = new Visit(m, x, { ended: AbortSignal.any([ended2, m.ended]), late: late2 });
    try {
      for await (const h of v.happenings) {
        if (await outcome(m, x, offer2)) return;
        switch (h.what) {
          case "ended":
            return await withdraw(m, x, offer2, "withdrawn", new SluisError("E29", "the offer was withdrawn"));
          case "late":
            return await withdraw(m, x, offer2, "expired", new SluisError("E29", "the offer was not accepted within 30 minutes"));
          case "frame":
            x = await heard(m, x, v, offer2, h.data);
            break;
          case "changed":
            x = await lookAgain(m, x, offer2);
        }
        if (await outcome(m, x, offer2)) return;
      }
    } finally {
      v.leave();
    }
  }
  async function heard(m, x, v, offer2, data) {
    try {
      return await answer4(m, x, v, offer2, await v.open(x, data));
    } catch (err) {
      if (codeOf(err) === "") throw err;
      if (err instanceof Fork && err.frame.party === offer2.to) await withdraw(m, x, offer2, "other", err);
      return x;
    }
  }
  async function lookAgain(m, x, offer2) {
    try {
      return await refresh(m, x);
    } catch (err) {
      if (!passing(err)) await withdraw(m, x, offer2, "other", err);
      return x;
    }
  }
  async function outcome(m, x, offer2) {
    if (x.state.seq === offer2.seq) {
      if (x.end !== null) await withdraw(m, x, offer2, "other", x.end);
      return x.end !== null;
    }
    const after3 = x.entries[offer2.seq + 1];
    if (after3?.entry.type === "accept") {
      await moved(m, x, after3);
      return true;
    }
    switch (formOf(after3)) {
      case "handoff.declined":
        return fail("E29", "the offer was declined");
      case formWithdrawn:
        return fail("E29", "the offer was withdrawn");
      default:
        return fail("E29", "the offer was overtaken by another message");
    }
  }
  async function withdraw(m, x, offer2, reason, why2) {
    let now = x;
    try {
      now = await refresh(m, x);
      if (now.state.offer?.entry === offer2.entry) now = await postWithdrawal(m, now, offer2.entry, reason);
    } catch (err) {
      if (codeOf(err) === "") throw err;
    }
    const after3 = now.entries[offer2.seq + 1];
    if (after3?.entry.type === "accept") return moved(m, now, after3);
    throw why2;
  }
  async function withdrawOwn(m, xid2) {
    const x = await read3(m, xid2);
    const o = x.state.offer;
    if (o === null || !m.parties().includes(o.party)) fail("E29", "no offer of yours stands here");
    await postWithdrawal(m, { ...x, party: o.party }, o.entry, "withdrawn");
  }
  async function answer4(m, x, v, offer2, f) {
    if (f.kind !== "ask" || f.party !== offer2.to) return x;
    try {
      x = await refresh(m, x);
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return x;
    }
    const about = hashOf(f.payload);
    try {
      const signed2 = await cosignable(m, x, offer2, f);
      await once2(m.home, `cosigned/${offer2.entry}`, utf8(hashOf(signed2)));
      await v.say(x, "cosigned", utf8(`${about} ${sigText(m.keys.sign.sign(signed2))}`));
    } catch (err) {
      if (codeOf(err) === "") throw err;
      await v.say(x, "refused", utf8(`${about} ${codeOf(err)}`));
    }
    return x;
  }
  async function cosignable(m, x, offer2, f) {
    if (x.end !== null || x.state.offer?.entry !== offer2.entry) fail("E29", "the offer does not stand");
    if (!liveOffer(m, x)) fail("E29", "the offer is older than 30 minutes");
    const [signed2, by, ct, more] = splitFrame(f.payload);
    if (signed2 === void 0 || by === void 0 || ct === void 0 || more !== void 0) {
      return fail("E01", "asked acceptance does not have three parts");
    }
    const e = await checkAccept(x.state, signed2, parseSig(by), x.view);
    if (await x.keys.bind(e, e.epoch) !== true) fail("E09", "asked acceptance is not bound to this exchange");
    if (e.author !== f.author) fail("E05", "asked acceptance is of another member than who asks");
    readDocument("accept", await x.keys.body(e, ct), x.frame);
    return signed2;
  }

  // src/member/rooms.ts
  var Rooms = class {
    constructor(m) {
      this.m = m;
    }
    m;
    #visits = /* @__PURE__ */ new Map();
    #offers = /* @__PURE__ */ new Map();
    /** enter goes into the room of an exchange and stays until leave; there already, it does nothing. */
    async enter(xid2) {
      if (this.#visits.has(xid2)) return;
      const stop = new AbortController();
      this.#visits.set(xid2, stop);
      try {
        const x = await read3(this.m, xid2);
        void this.#talk(x, stop.signal).finally(() => this.#drop(xid2, stop));
      } catch (err) {
        this.#drop(xid2, stop);
        throw err;
      }
    }
    leave(xid2) {
      this.#visits.get(xid2)?.abort();
      this.#visits.delete(xid2);
    }
    #drop(xid2, stop) {
      if (this.#visits.get(xid2) === stop) this.#visits.delete(xid2);
    }
    /** #talk tells who is there and what is new. While an offer of this member stands, it co-signs. */
    async #talk(x, ended2) {
      const { m } = this;
      const v = new Visit(m, x, { ended: AbortSignal.any([ended2, m.ended]) });
      try {
        await v.say(x, "here", new Uint8Array(0));
        for await (const h of v.happenings) {
          if (h.what === "ended") return;
          if (h.what === "present") m.tell({ event: "room", exchange: x.xid, people: present2(m, x, h.members) });
          if (h.what === "changed") x = await this.#again(x);
          if (h.what === "frame") x = await this.#hear(x, v, h.data);
        }
      } catch (err) {
        if (codeOf(err) === "") throw err;
        m.tell({ event: "changed", exchanges: [x.xid] });
      } finally {
        v.leave();
        m.tell({ event: "room", exchange: x.xid, people: [] });
      }
    }
    async #again(x) {
      const { m } = this;
      try {
        const now = await refresh(m, x);
        if (now.state.head !== x.state.head) m.tell({ event: "changed", exchanges: [x.xid] });
        return now;
      } catch (err) {
        if (passing(err)) return x;
        throw err;
      }
    }
    async #hear(x, v, data) {
      try {
        const f = await v.open(x, data);
        const { offer: standing3 } = x.state;
        const cosigns = standing3 !== null && resumable(this.m, x) && !this.#offers.has(x.xid);
        return cosigns ? await answer4(this.m, x, v, standing3, f) : x;
      } catch (err) {
        if (codeOf(err) === "") throw err;
        return x;
      }
    }
    /** offer puts custody before another party; it is done when the offer stands, and the outcome comes as a change. */
    async offer(xid2, to, document) {
      const stop = new AbortController();
      const standing3 = await offer(this.m, xid2, to, document, stop.signal);
      const outcome2 = standing3.outcome.catch((err) => {
        if (codeOf(err) === "") throw err;
      }).finally(() => {
        this.#offers.delete(xid2);
        this.m.tell({ event: "changed", exchanges: [xid2] });
      });
      this.#offers.set(xid2, { stop, outcome: outcome2 });
    }
    /** withdraw takes an own offer back; a co-signed acceptance that was just in time stands. */
    async withdraw(xid2) {
      const mine = this.#offers.get(xid2);
      if (mine === void 0) return withdrawOwn(this.m, xid2);
      mine.stop.abort();
      await mine.outcome;
    }
    /** settled is kept when no offer waits any more: the last thing before a session's keys go. */
    async settled() {
      await Promise.all([...this.#offers.values()].map(({ outcome: outcome2 }) => outcome2));
    }
  };

  // src/member/search.ts
  var told3 = /* @__PURE__ */ new WeakMap();
  function search2(m, text4) {
    const words3 = folded(text4).split(/\s+/).filter((w) => w !== "");
    if (words3.length === 0) return [];
    return [...m.opened.values()].map((x) => ({ x, r: row2(m, x) })).filter(({ x, r }) => {
      const all2 = `${folded([r.mark, r.title, r.with].join(" "))} ${textOf(x)}`;
      return words3.every((w) => all2.includes(w));
    }).map(({ r }) => r).sort((a, b) => a.changed < b.changed ? 1 : -1);
  }
  function textOf(x) {
    const known = told3.get(x.entries);
    if (known !== void 0) return known;
    const texts = x.entries.flatMap(
      ({ body, doc }) => body === void 0 || doc === void 0 ? [] : values(Object.entries(parse(body)).filter(([name2]) => !quiet2.has(name2)))
    );
    const text4 = folded(texts.join(" "));
    told3.set(x.entries, text4);
    return text4;
  }
  var quiet2 = /* @__PURE__ */ new Set(["form", "version", "frame", "ref", "author", "files"]);
  function values(entries) {
    return entries.flatMap(([, v]) => leaves(v));
  }
  function leaves(v) {
    if (typeof v === "string") return [v];
    if (typeof v !== "object" || v === null) return [];
    return Array.isArray(v) ? v.flatMap(leaves) : values(Object.entries(v));
  }
  function folded(text4) {
    return text4.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }

  // ../crypto/words/dutch.txt
  var dutch_default = "aaibaar\naaien\naalbes\naanbod\naandacht\naanhang\naankoop\naanleg\naannemer\naanpak\naanrecht\naantal\naanvoer\naanwezig\naardig\nabrikoos\nachtbaan\nadelaar\nademen\nafblazen\nafboeken\nafdak\nafdekken\nafdruk\nafgeven\nafgieten\nafhalen\nafkijken\nafkoelen\nafleggen\nafloop\nafname\nafpellen\nafremmen\nafrit\nafronden\nafruimen\nafslag\nafsoppen\nafspraak\nafstand\naftikken\naftrek\nafval\nafvegen\nafvoer\nafwas\nafwerken\nafzagen\nafzet\nagenda\nakkertje\nalbatros\nalbum\nalfabet\nalinea\nalpentop\namandel\nambacht\nananas\nandijvie\nanker\nansjovis\nantenne\nantilope\napart\napparaat\nappel\napplaus\napril\narend\narmband\narmpje\narmstoel\naroma\nartiest\nasfalt\nasperge\naster\natlas\natleet\naudio\naugurk\nauto\navond\nazijn\nbaan\nbaardje\nbabbelen\nbadbroek\nbadderen\nbadeend\nbadgast\nbadhuis\nbadjas\nbadkuip\nbadlaken\nbadmat\nbadolie\nbadpak\nbadwater\nbadzeep\nbagage\nbagger\nbakblik\nbakfiets\nbakjes\nbakkerij\nbaklava\nbakmeel\nbakoven\nbakplaat\nbaksteen\nbakwagen\nbalans\nbalbezit\nbalies\nbalkje\nballon\nbalpen\nbalzaal\nbamboe\nbami\nbanaan\nbandje\nbanjo\nbanken\nbapao\nbaret\nbariton\nbaron\nbasalt\nbasis\nbasket\nbatterij\nbedenken\nbedienen\nbedrag\nbeekdal\nbeeld\nbeen\nbeertjes\nbegonia\nbegrip\nbehang\nbeheer\nbekertje\nbekleden\nbekronen\nbelbus\nbeleven\nbelknop\nbelonen\nbeltoon\nbeneden\nbenzine\nbergtop\nberm\nberoemd\nbeslag\nbesmeren\nbesparen\nbessen\nbestek\nbetalen\nbeton\nbeugel\nbeurs\nbevatten\nbever\nbevroren\nbewaren\nbewegen\nbewoner\nbezem\nbezig\nbezoek\nbiefstuk\nbieslook\nbiet\nbiggen\nbijbaan\nbijdrage\nbijlage\nbijnaam\nbijrol\nbijvak\nbijzaak\nbiljart\nbingo\nbinnen\nbitter\nbizon\nblaadje\nbladgoud\nblauw\nblazers\nbleek\nblender\nblij\nblikje\nblinken\nbloem\nblokhut\nblond\nblozen\nblunders\nbobbels\nbobslee\nbochtje\nbodem\nboekje\nboel\nboenen\nboertje\nboffen\nbokalen\nbolero\nbolhoed\nbolletje\nbolrond\nbolvorm\nbolwerk\nbomen\nbonbon\nbonnetje\nbonsai\nbontjas\nbonus\nboog\nboomhut\nboontjes\nboordje\nboothuis\nborduren\nborstel\nbosbes\nbosduif\nbosgrond\nboshut\nbosje\nboskat\nbosmuis\nbospad\nbosrand\nbosuil\nbosweg\nboter\nbotsauto\nbottel\nbouten\nbouwvak\nbraaf\nbramen\nbrasem\nbreed\nbreien\nbrengen\nbretels\nbries\nbriket\nbril\nbroeikas\nbrok\nbrommer\nbrons\nbroodje\nbrug\nbruin\nbubbel\nbuffel\nbuidel\nbuigen\nbuik\nbuisje\nbuitelen\nbukken\nbundels\nbungalow\nbunzing\nburger\nbusbaan\nbushalte\nbusjes\nbuskaart\nbuslijn\nbuspas\nbusrit\nbutler\ndadel\ndagblad\ndagdroom\ndagje\ndagkaart\ndagmenu\ndagploeg\ndagtaak\ndagvers\ndagwerk\ndakbalk\ndakgoot\ndaklicht\ndakpan\ndakraam\ndaktuin\ndalen\ndamast\ndambord\ndampkap\ndamspel\ndankbaar\ndanser\ndapper\ndashond\ndassen\ndata\ndatum\ndaveren\ndebat\ndeeg\ndeeltje\ndeftig\ndegelijk\ndeining\ndekbed\ndeken\ndeksel\ndelta\ndempen\ndenkstap\ndennen\ndepot\ndeukje\ndeun\ndeurbel\ndiadeem\ndialoog\ndiamant\ndicht\ndienst\ndiep\ndiervoer\ndiesel\ndijk\ndikte\ndille\ndimlicht\ndimmen\ndiner\ndingetje\ndino\ndinsdag\ndiploma\ndirigent\ndistel\ndivan\ndobberen\ndoek\ndoelman\ndolfijn\ndolgraag\ndollar\ndomino\ndoneren\ndonzig\ndooier\ndoolhof\ndoos\ndoperwt\ndopje\ndorp\ndraak\ndraven\ndrempel\ndribbel\ndrinken\ndrogist\ndromer\ndroog\ndrop\ndruif\ndrukker\ndrum\ndruppel\ndubben\nduifje\nduikbril\nduim\nduinpad\ndunne\ndurven\nduster\ndutten\nduurloop\ndwars\neditie\neekhoorn\neend\neenvoud\neerlijk\neetbaar\neethoek\neetkamer\neetlust\neettafel\neetzaal\neeuwen\neffen\negaal\negel\neieren\neigen\nekster\neland\nelastiek\nelegant\nelement\nelfje\nelftal\nelleboog\nembleem\nemmer\nemoe\nenkels\nenorm\nerker\nerwt\nesdoorn\nespresso\netalage\neten\netiket\netmaal\neuro\nevenaar\nezelsoor\nfabel\nfabriek\nfakkel\nfalafel\nfanfare\nfantasie\nfase\nfavoriet\nfazant\nfebruari\nfeest\nfelgeel\nfelrood\nfiets\nfiguur\nfijn\nfile\nfilmen\nfilter\nfinale\nfirma\nflanel\nflap\nflessen\nfleurig\nflipper\nflits\nfluitje\nfluweel\nfoefje\nfolie\nfonkelen\nfontein\nfooitje\nforel\nformaat\nfornuis\nfors\nfortuin\nfoto\nfraai\nframboos\nfresia\nfriet\nfrisbee\nfronsen\nfruit\nfuif\ngaaf\ngaatje\ngala\ngalerij\ngalop\ngamba\ngammel\ngangpad\nganzen\ngarage\ngarde\ngaren\ngarnaal\ngasfles\ngasketel\ngaslamp\ngasmeter\ngastvrij\ngazelle\ngazon\ngebakje\ngebergte\ngebied\ngebogen\ngebraden\ngedeelte\ngedoe\ngeduld\ngeel\ngefluit\ngehakt\ngeheel\ngehoor\ngehucht\ngeit\ngekakel\ngeknor\ngekras\ngeld\ngelopen\ngeluid\ngemak\ngember\ngemeten\ngems\ngenieten\ngeranium\ngerbera\ngeroffel\ngerst\ngesloten\ngesp\ngetal\ngetoeter\ngeur\ngevels\ngewas\ngewelf\ngewoon\ngezellig\ngezicht\ngezoem\ngibbon\ngieter\ngilde\ngist\ngitaar\ngitzwart\nglad\nglans\nglasbak\ngletsjer\nglijbaan\nglimmen\ngloeien\ngnoe\ngoedkoop\ngolf\ngombal\ngondel\ngong\ngooien\ngoot\ngordijn\ngoudvis\ngraan\ngrachtje\ngraden\ngram\ngraniet\ngrappig\ngrasmat\ngratis\ngrens\ngreppel\ngretig\ngriffel\ngrijs\ngrill\ngrind\ngrip\ngroen\ngrondig\ngrotten\ngruis\ngrutto\ngulden\ngulzig\ngummetje\ngunnen\nhaagje\nhaakwerk\nhaantje\nhaar\nhaast\nhagel\nhakblok\nhalf\nhalmen\nhalsdoek\nhalte\nhamster\nhanddoek\nhanenkam\nhangmat\nhapjes\nhapklaar\nharing\nhark\nharmonie\nharnas\nharpen\nhartig\nhaspel\nhaven\nhavik\nhazelaar\nheelal\nheester\nhefboom\nheggen\nheide\nhekken\nhekwerk\nhelder\nhelft\nhelium\nhelling\nhelm\nhemd\nhendel\nhengelen\nherberg\nherfst\nhersens\nhert\nhesje\nheup\nheuvel\nhiel\nhinde\nhinkelen\nhinniken\nhitte\nhobbel\nhoedje\nhoekig\nhoepel\nhoes\nhoeve\nhofstad\nhokjes\nhollen\nhommels\nhomp\nhond\nhoning\nhonkbal\nhoofd\nhoogte\nhooiberg\nhoopvol\nhoorn\nhopen\nhorde\nhorizon\nhorloge\nhotel\nhoutblok\nhuifkar\nhuisdier\nhuldigen\nhulst\nhumeur\nhumor\nhuppelen\nhuren\nhutje\nhutspot\nhuurder\nideaal\nidee\niglo\nijsbeer\nijsje\nijskast\nijsmuts\nijspret\nijssalon\nijsthee\nijsvogel\nijverig\nijzel\nijzig\nimker\ninblazen\ninbouw\nindigo\nindruk\ningang\ninhoud\ninkomen\ninktvis\ninladen\ninleg\ninloop\ninpakken\ninrit\ninruilen\ninsmeren\ninstap\nintocht\ninvetten\ninvloed\ninvoer\ninwerken\ninwoner\ninzet\ninzicht\ninzoomen\nivoor\njaargang\njanuari\njapon\njarig\njasje\njaszak\njoggen\njojo\njoker\njolig\njubelen\njudopak\njuichen\njuni\njurkje\njutezak\njuweel\nkaaiman\nkaarten\nkaasboer\nkaatsen\nkabaal\nkabels\nkabinet\nkachel\nkade\nkaft\nkajak\nkajuit\nkaketoe\nkalender\nkalkoen\nkalm\nkalveren\nkamerjas\nkamille\nkammen\nkampioen\nkanarie\nkaneel\nkanjer\nkano\nkansje\nkantoor\nkapitein\nkaplaars\nkappers\nkapstok\nkaptafel\nkaramel\nkarpet\nkarren\nkarton\nkarwei\nkasboek\nkassabon\nkasteel\nkater\nkatoen\nkatrol\nkauwgom\nkavel\nkazen\nkeerpunt\nkefir\nkeien\nkeizer\nkelner\nkennel\nkermis\nkern\nkerrie\nkersen\nkervel\nketel\nketjap\nketting\nkeuken\nkeurig\nkeuvelen\nkeuze\nkevertje\nkiekje\nkiem\nkiepauto\nkiertje\nkieuw\nkievit\nkiezel\nkijken\nkikkers\nkilo\nkimono\nkiosk\nkipfilet\nkipje\nkiwi\nkladblok\nklant\nklaproos\nklarinet\nklassiek\nklaver\nkleding\nkleed\nkleiduif\nklemtoon\nklepel\nkleren\nkleur\nkleverig\nklif\nklikken\nklimop\nklink\nkloek\nklokhuis\nklomp\nklontje\nkloof\nklos\nkluisje\nklusjes\nklutsen\nkluwen\nknalgeel\nknapzak\nknecht\nkneden\nknie\nknijper\nknikker\nknippen\nknoeien\nknoflook\nknokkel\nknol\nknoop\nknopje\nknorren\nknotwilg\nknus\nknutsel\nkoala\nkoebel\nkoekoek\nkoelte\nkoemelk\nkoepels\nkoerier\nkoets\nkoffie\nkoken\nkokkin\nkokos\nkoksmuts\nkolibrie\nkolom\nkombuis\nkomeet\nkomiek\nkompas\nkonijn\nkookles\nkoolraap\nkoopman\nkoor\nkopbal\nkoper\nkopgroep\nkopie\nkoplamp\nkoppel\nkoprol\nkoraal\nkorenaar\nkorf\nkorrel\nkorstje\nkorting\nkosmos\nkostuum\nkotter\nkoud\nkousje\nkozijnen\nkraam\nkrabbel\nkracht\nkralen\nkrans\nkrassen\nkratje\nkreeft\nkrekels\nkrent\nkreukel\nkriebel\nkrijt\nkrimpen\nkring\nkristal\nkroepoek\nkroket\nkrom\nkronkel\nkroon\nkropsla\nkruimel\nkruk\nkrullen\nkubus\nkudde\nkuieren\nkuifmees\nkuikens\nkuiltje\nkuip\nkuiten\nkunstje\nkurk\nkust\nkwaken\nkwark\nkwastje\nkweepeer\nlaadpaal\nlaagjes\nlaantjes\nlaars\nlabrador\nlachen\nladder\nladekast\nlakens\nlakken\nlama\nlammetje\nlampion\nlamswol\nlanding\nlantaarn\nlappen\nlarve\nlasagne\nlasso\nlastdier\nlatten\nlatwerk\nlauwwarm\nlavalamp\nlavendel\nlawaai\nledikant\nleem\nleertje\nleeslamp\nleeuw\nlegkip\nlegplank\nleguaan\nleiding\nlekker\nlelie\nlengte\nlenig\nlens\nlentezon\nlepeltje\nlesauto\nlesboek\nlesplan\nlesuur\nleuk\nleunen\nlezen\nlezing\nliaan\nlibelle\nliedje\nlift\nligbed\nligfiets\nligstoel\nlijm\nlijnboot\nlijster\nlila\nlimiet\nlimoen\nlinks\nlintje\nlinzen\nliter\nlobbes\nloempia\nlogboek\nlogo\nlokaal\nloket\nlollig\nlommer\nloods\nloofbos\nloopbaan\nlopend\nlosmaken\nlosse\nlosweken\nlotus\nluchtig\nluid\nluifel\nluikje\nluipaard\nlupine\nlusje\nluwte\nmaaiers\nmaaltijd\nmaandag\nmaat\nmadelief\nmagazijn\nmagneet\nmaizena\nmakelaar\nmakreel\nmals\nmandril\nmanen\nmango\nmanier\nmantel\nmarge\nmarine\nmarkt\nmarmot\nmarter\nmasker\nmassa\nmasten\nmaterie\nmatglas\nmatig\nmatje\nmatras\nmeelzak\nmeemaken\nmeermin\nmees\nmeetlat\nmeeuwtje\nmeevaren\nmeewind\nmegafoon\nmeiboom\nmelkbus\nmeloen\nmemo\nmengsel\nmening\nmensje\nmenu\nmerk\nmerries\nmetaal\nmeter\nmetro\nmetselen\nmetworst\nmeubel\nmiddag\nmidweek\nmidzomer\nmier\nmiezeren\nmikado\nmild\nmimosa\nminibus\nminuut\nmistlamp\nmobiel\nmodder\nmodern\nmoedig\nmoeite\nmoeras\nmoestuin\nmolen\nmolshoop\nmompelen\nmondvol\nmonitor\nmooi\nmorsen\nmosgroen\nmossel\nmosterd\nmotief\nmotor\nmotregen\nmotto\nmouwen\nmugje\nmuis\nmunt\nmuseum\nmussen\nmuurkast\nmuziek\nnaad\nnaaldbos\nnachtbus\nnadenken\nnajaar\nnamaken\nnamiddag\nnasi\nnatellen\nnatte\nnatuur\nnavullen\nnazomer\nneerslag\nnekhaar\nneon\nnestkast\nnetjes\nnetto\nnetwerk\nneus\nnevel\nnieten\nnieuws\nnobel\nnoedel\nnoga\nnoord\nnootje\nnopjes\nnormaal\nnotendop\nnotitie\nnovember\nnuttig\noases\nochtend\noefenen\noehoe\noerbos\noester\nofferte\nogen\nokapi\noksel\noktober\noliebol\nolifant\nolijf\nomdoen\nomelet\nomhoog\nomkeren\nomlaag\nomloop\nommetje\nomroep\nomruil\nomslag\nomtrek\nomweg\nonderweg\nondiep\noneven\nonkruid\nontbijt\nonthaal\nontladen\nontwerp\noogappel\nooghoek\noogje\noogkleur\nooglid\noogst\nooievaar\noorbel\noordop\noorkonde\noorring\noosten\nopbergen\nopbouw\nopdienen\nopdracht\nopduiken\nopening\nopera\nopeten\nopgave\nopgewekt\nophalen\nophogen\nopkijken\nopklaren\nopkomst\noplader\noplossen\nopmaken\nopname\noppompen\noprapen\noprekken\noprit\noprollen\nopruimen\nopstaan\noptillen\noptocht\noptreden\nopvegen\nopvissen\nopvullen\nopwarmen\nopzet\nopzoeken\noranje\nordenen\norganist\norgel\norka\norkest\notters\noudjaar\novaal\novenwant\noverall\npaadje\npaal\npaard\npagina\npakbon\npakezel\npakhuis\npakket\npalet\npaling\npalmboom\npand\npanelen\npanfluit\npannen\npapaja\npapegaai\npapier\npaplepel\npaprika\nparasol\nparel\nparfum\nparkiet\npartij\npasfoto\npashok\npaskamer\npasmunt\npaspoort\npasser\npasta\npatat\npauwen\npauze\npedaal\npeer\npelikaan\npellen\npendelen\npenning\npenseel\npepertje\nperensap\npergola\nperkje\nperron\nperzik\npetje\npetunia\npeultjes\npiano\npiekuur\npienter\npiepen\npijler\npilaar\npiloot\npinda\npingpong\npink\npinpas\npioenen\npion\npiramide\npitloos\npittig\npizza\nplaats\nplafond\nplakboek\nplaneet\nplatvis\nplechtig\nplein\nplekje\nplensbui\nplezier\nplint\nploeg\nplons\nplooi\npluggen\npluis\nplukken\npodium\npoeder\npoef\npoeltje\npoema\npoffer\npolders\npolka\npollepel\npolohemd\npols\npompoen\npontje\npoolvos\npoort\npopkoor\npoppetje\npopster\npopulier\nportret\npost\npoten\npotgrond\npotlood\npotplant\npotvis\nprachtig\npraline\npremie\nprentje\npret\nprieel\nprijzen\nprikbord\nprimula\nprins\nprisma\nproberen\nproeven\nprofiel\npronken\npropvol\npruim\nprutsen\npubliek\npudding\npuin\npunniken\npuntzak\npupil\npuree\npurper\nputjes\npuur\npuzzel\nraadsel\nraampjes\nraap\nrabarber\nradar\nradio\nrafels\nrandweg\nranja\nrank\nraspen\nratel\nravioli\nreden\nreeksen\nreep\nrefrein\nregenjas\nregister\nreiger\nreinigen\nrekbaar\nrekenen\nrekje\nrekstok\nreling\nremlicht\nremmen\nremspoor\nrenbaan\nrendier\nrenners\nrente\nreptiel\nreserve\nrestje\nretour\nreuzen\nribben\nrichting\nridder\nrietstok\nrijkdom\nrijles\nrijmen\nrijp\nrijst\nrijtuig\nrimpels\nringen\nriool\nrisotto\nritjes\nritme\nrits\nrivier\nrobot\nrodelen\nroeien\nroem\nroerei\nroest\nroffel\nrogge\nrolkraag\nrollade\nrolmaat\nroltrap\nroman\nromig\nrommel\nrompen\nrondje\nrood\nroomkaas\nrooster\nrosbief\nrotonde\nrotstuin\nroze\nrubber\nruggen\nrugtas\nrugvin\nrugzak\nruig\nruiken\nruimte\nruiter\nrukwind\nrund\nrups\nrusten\nsafari\nsaffraan\nsalade\nsalie\nsalon\nsalsa\nsalto\nsambal\nsamen\nsapje\nsappig\nsardine\nsaus\nschaap\nscherm\nschip\nschoen\nschroef\nschuur\nseintje\nseizoen\nserie\nserretje\nservies\nsesam\nsfeer\nsieraad\nsignaal\nsimpel\nsinas\nsingel\nsiroop\nsjaal\nsjabloon\nsjerp\nsjoelen\nsjokken\nsjorren\nsjouwen\nskelter\nskilift\nskipas\nslaapzak\nslagroom\nslak\nslalom\nslaolie\nslaperig\nslede\nsleepnet\nslepen\nsleutel\nsliert\nslijpen\nslim\nslinger\nsloep\nslof\nslokjes\nsloot\nslordig\nslotje\nsluiten\nslurf\nsmaak\nsmal\nsmeersel\nsmelten\nsmeren\nsmid\nsmullen\nsnaar\nsnateren\nsnavel\nsneeuw\nsnel\nsnert\nsnip\nsnoer\nsnorkel\nsnugger\nsnuit\nsober\nsoepje\nsoja\nsokje\nsokkels\nsolide\nsolo\nsoppen\nsopraan\nsorbet\nsorteren\nspaarpot\nspade\nspannend\nspatel\nspecht\nspeelbal\nspek\nspelen\nspetter\nspiegel\nspijker\nspil\nspinazie\nspiraal\nspits\nsplitsen\nspoelbak\nspons\nspoor\nsportief\nspraak\nspreeuw\nspringen\nsproet\nspruit\nspurt\nstaaf\nstabiel\nstadion\nstaldeur\nstam\nstand\nstapel\nstart\nstatief\nsteden\nsteelpan\nsteiger\nstekker\nstelling\nstempel\nstengel\nstep\nsterren\nsteun\nstevig\nstier\nstift\nstilte\nstippel\nstoel\nstoffer\nstokroos\nstolp\nstomen\nstoofpot\nstopverf\nstorm\nstraat\nstreek\nstrikje\nstroom\nstruik\nstudio\nstug\nstuiver\nstukje\nstunt\nsturen\nstuurrad\nstuwdam\nsudoku\nsuiker\nsuizen\nsuper\nsurfen\ntaai\ntaakje\ntaalspel\ntaart\ntabellen\ntafel\ntakels\ntalent\ntamboer\ntamtam\ntanden\ntangram\ntapas\ntapdans\ntapijt\ntarwe\ntasjes\ntegeltje\ntegoed\nteil\ntekening\ntekst\nteller\ntelraam\ntempo\ntenen\ntennis\ntenor\ntent\nterp\nterras\nterugweg\ntestrit\nteugels\ntevreden\ntheepot\ntijdstip\ntijger\ntillen\ntimmeren\ntinten\ntitel\ntjilpen\ntobbe\ntocht\ntoegang\ntoekomst\ntoelage\ntoename\ntoerist\ntoestel\ntoeter\ntoffee\ntokkelen\ntolhuis\ntolk\ntolweg\ntomaat\ntombola\ntompoes\ntoneel\ntongetje\ntonnen\ntoonbank\ntopfit\ntopper\ntopsport\ntoren\ntortels\ntosti\ntotaal\ntouw\ntover\ntraag\ntrainen\ntramrit\ntrapper\ntrechter\ntrein\ntrekken\ntriangel\ntribune\ntrimmen\ntrio\ntroef\ntrofee\ntrompet\ntroontje\ntropen\ntrosje\ntrots\ntruffel\ntrui\ntube\ntuimelen\ntuinhek\ntuit\ntulp\ntunnel\nturfje\nturnen\ntwijg\nuiensoep\nuiltjes\nuitbouw\nuitdelen\nuitgang\nuitje\nuitkomst\nuitrit\nuitvoer\nuitweg\nuitzicht\nuniek\nuniform\nuurglas\nuurloon\nuurtje\nuurwerk\nvaag\nvaandel\nvaartuig\nvaasje\nvaatwas\nvakantie\nvakblad\nvakje\nvakman\nvakwerk\nvalk\nvallei\nvanille\nvariant\nvast\nvaten\nveemarkt\nveenbes\nveerboot\nveevoer\nveger\nveiling\nveldje\nvenkel\nvenster\nventiel\nveranda\nveren\nverfpot\nvergiet\nverhaal\nverkeer\nverlof\nvernis\nvers\nvertrek\nvestjes\nvetertje\nvetkaars\nvetplant\nveulen\nvezels\nvierkant\nvijg\nvijver\nvijzels\nvilla\nvinden\nvinger\nvinkje\nvinvis\nviooltje\nvisarend\nvisboer\nvisgraat\nvishaak\nvisie\nviskom\nvismarkt\nvisnet\nvisolie\nvisser\nvitamine\nvitrine\nvlaai\nvlaggen\nvlakte\nvlam\nvlecht\nvlees\nvlek\nvlieger\nvlinder\nvloer\nvlokje\nvlonders\nvlotter\nvlug\nvoegen\nvoeler\nvoerbak\nvoet\nvogel\nvoldoen\nvolkoren\nvolop\nvolume\nvoorjaar\nvork\nvossen\nvouwblad\nvrede\nvrijdag\nvroeg\nvrolijk\nvrucht\nvuilnis\nvulkaan\nvulling\nvulpen\nvuurrood\nwaaier\nwaakhond\nwaarde\nwaden\nwadlopen\nwafeltje\nwagentje\nwaggelen\nwagon\nwakker\nwalnoot\nwalrus\nwalsen\nwalvis\nwandklok\nwang\nwapperen\nwarboel\nwarm\nwarrig\nwasbeer\nwasdag\nwasem\nwasgoed\nwaskom\nwaslijn\nwasmand\nwasrek\nwastafel\nwaterpas\nwatjes\nwazig\nweefsel\nweegbrug\nweekend\nweelde\nweerman\nwegdek\nwegen\nwegwijs\nweiland\nwekkers\nwelkom\nwelp\nwenk\nwensen\nwereld\nwerf\nwerkdag\nwespje\nwest\nwezel\nwiebelen\nwieden\nwiek\nwieltje\nwigwam\nwijzer\nwikkelen\nwildpark\nwilg\nwimper\nwinderig\nwinkel\nwinnaar\nwinst\nwinter\nwirwar\nwiskunde\nwissel\nwitkalk\nwitlof\nwoelen\nwoensdag\nwoestijn\nwokken\nwolkjes\nwonder\nwonen\nwoonboot\nwormpje\nworst\nwortel\nwroeten\nwuiven\nzaagsel\nzaaigoed\nzaaltje\nzacht\nzadelen\nzakdoek\nzaken\nzakgeld\nzaklamp\nzalmpje\nzandbak\nzanger\nzaterdag\nzebra\nzeearm\nzeebodem\nzeedier\nzeegras\nzeehond\nzeekoe\nzeeleeuw\nzeeman\nzeeotter\nzeepbel\nzeerob\nzeesla\nzeevis\nzeewater\nzegels\nzeilboot\nzekering\nzeldzaam\nzender\nzeppelin\nzeteltje\nzetmeel\nzien\nzigzag\nzijde\nzijkant\nzilver\nzinken\nzinnig\nzintuig\nzinvol\nzitbank\nzithoek\nzitkamer\nzoeken\nzoemtoon\nzoetstof\nzolder\nzomerdag\nzondag\nzone\nzonhoed\nzonkant\nzonlicht\nzonnedag\nzoogdier\nzooltje\nzoom\nzout\nzuidpool\nzuilen\nzuinig\nzuivel\nzuurkool\nzwaan\nzwabber\nzwaluw\nzwart\nzwemmen\nzwenken\nzwerm\nzweven\nzwieren\n";

  // src/crypto/words/near.ts
  var maxNear = 3;
  var maxFar = 2;
  var maxTyped = 16;
  function near(typed, list6, from) {
    const letters2 = utf8(typed);
    if (letters2.length > maxTyped) return [];
    const heard2 = utf8(sound(typed));
    const all2 = list6.map((word5) => {
      let [bySound, byLetters] = [maxFar + 1, maxFar + 1];
      for (let end = from; end <= word5.length; end++) {
        const start2 = word5.slice(0, end);
        bySound = Math.min(bySound, distance(heard2, utf8(sound(start2))));
        byLetters = Math.min(byLetters, distance(letters2, utf8(start2)));
      }
      return { word: word5, bySound, byLetters };
    });
    return all2.filter((n) => n.bySound <= maxFar).sort((a, b) => a.bySound - b.bySound || a.byLetters - b.byLetters).slice(0, maxNear).map((n) => n.word);
  }
  var alike2 = /* @__PURE__ */ new Map([
    ["ch", "g"],
    ["ei", "ij"],
    ["ou", "au"],
    ["v", "f"],
    ["z", "s"],
    ["c", "k"],
    ["x", "ks"],
    ["y", "i"]
  ]);
  var anyAlike = new RegExp([...alike2.keys()].join("|"), "g");
  function sound(word5) {
    return word5.replace(anyAlike, (s) => alike2.get(s) ?? s).replace(/d$/, "t").replace(/b$/, "p");
  }
  function distance(a, b) {
    const row3 = Array.from({ length: b.length + 1 }, (_, j) => j);
    a.forEach((letter, i) => {
      let before = row3[0] ?? 0;
      row3[0] = i + 1;
      b.forEach((other3, j) => {
        const cost2 = before + (letter === other3 ? 0 : 1);
        before = row3[j + 1] ?? 0;
        row3[j + 1] = Math.min(cost2, (row3[j] ?? 0) + 1, before + 1);
      });
    });
    return row3[b.length] ?? 0;
  }

  // src/crypto/words/words.ts
  var count2 = 2048;
  var length = 8;
  var prefix3 = 4;
  var random = 10;
  var list5 = dutch_default.trimEnd().split("\n");
  var place2 = new Map(list5.map((word5, i) => [word5.slice(0, prefix3), i]));
  var WordsError = class extends SluisError {
    /** Which word is not in the list, counted from 1; 0 when it is about the whole. */
    word;
    /** Up to three words of the list that are close to what was typed. */
    near;
    constructor(text4, word5 = 0, close2 = []) {
      super("E28", text4);
      this.name = "WordsError";
      this.word = word5;
      this.near = close2;
    }
  };
  function generate() {
    return encode2(randomBytes(random));
  }
  function encode2(bytes3) {
    if (bytes3.length !== random) throw new RangeError(`a phrase stands for ${random} bytes`);
    let bits = 0n;
    for (const b of [...bytes3, check2(bytes3)]) bits = bits << 8n | BigInt(b);
    return Array.from({ length }, (_, n) => word4(Number(bits >> BigInt(11 * (length - 1 - n)) & 0x7ffn)));
  }
  function decode2(phrase) {
    if (phrase.length !== length) throw new WordsError(`${phrase.length} words, want ${length}`);
    let bits = 0n;
    phrase.forEach((typed, n) => {
      bits = bits << 11n | BigInt(find3(typed, n + 1));
    });
    const all2 = Uint8Array.from({ length: random + 1 }, (_, i) => Number(bits >> BigInt(8 * (random - i)) & 0xffn));
    const bytes3 = all2.slice(0, random);
    if (all2[random] !== check2(bytes3)) {
      throw new WordsError("these words do not belong together: one is another word of the list, or two are swapped");
    }
    return bytes3;
  }
  function parse3(input) {
    const typed = lower(input).split(/\P{L}+/u).filter((w) => w !== "");
    if (typed.length !== length) throw new WordsError(`${typed.length} words, want ${length}`);
    const phrase = typed.map((w, n) => word4(find3(w, n + 1)));
    decode2(phrase);
    return phrase;
  }
  function word4(bits) {
    return list5[bits & count2 - 1] ?? "";
  }
  function check2(bytes3) {
    return sha256(concat(utf8("sluis.v1/words\n"), bytes3))[0] ?? 0;
  }
  function find3(typed, n) {
    const i = place2.get(typed.slice(0, prefix3));
    if (i === void 0 || !list5[i]?.startsWith(typed)) {
      throw new WordsError(`word ${n} is not in the list`, n, near(typed, list5, prefix3));
    }
    return i;
  }
  function lower(text4) {
    return Array.from(text4, (c) => c === "İ" ? "i" : c.toLowerCase()).join("");
  }

  // src/worker/phrases.ts
  function look(text4) {
    const words3 = text4.split(/\P{L}+/u).filter((w) => w !== "").slice(0, 2 * length);
    const doubts = words3.flatMap((word5, at) => {
      const error = refusal3([...words3.slice(at, at + 1), ...fill].slice(0, length).join(" "));
      return error instanceof WordsError && error.word === 1 ? [{ at, word: word5, near: [...error.near] }] : [];
    });
    return { words: words3, doubts, complete: words3.length === length && refusal3(words3.join(" ")) === void 0 };
  }
  var fill = list5.slice(0, length);
  function refusal3(text4) {
    try {
      parse3(text4);
      return void 0;
    } catch (error) {
      if (error instanceof SluisError) return error;
      throw error;
    }
  }

  // src/worker/store.ts
  var tables = [
    "records",
    // public records of the directory, by hash
    "leaves",
    // the directory's list, by number (see at)
    "frames",
    // entries of exchanges as the hub gave them, by exchange and place (see at): signed and sealed bytes
    "outbox",
    // signed and sealed entries whose arrival is not confirmed yet
    "accepts",
    // finished acceptances that wait for a co-signature, sealed to the member
    "cosigned",
    // by offer: the hash of the one acceptance that was co-signed; see once
    "uploads",
    // pieces of sealed attachments that are under way
    "drafts",
    // sealed to the member
    "index",
    // what searching needs, sealed to the member
    "pins",
    // hashes of what was seen confirmed
    "own"
    // the sealed keyring, its newest head, the sealed state, bookmarks
  ];
  function accountKey({ org, member: member2 }) {
    if (!isID(org) || !isID(member2)) fail("E01", "account is not two ids");
    return `${org}/${member2}`;
  }
  var ways = /* @__PURE__ */ new Set(["device", "passkey", "phrase"]);
  function readAccount(value) {
    if (typeof value !== "object" || value === null) return void 0;
    const { org, member: member2, code, ways: used } = value;
    if (typeof org !== "string" || !isID(org) || typeof member2 !== "string" || !isID(member2)) return void 0;
    if (typeof code !== "string" || !Array.isArray(used)) return void 0;
    const isWay = (way) => ways.has(way);
    return { org, member: member2, code, ways: used.filter(isWay) };
  }
  function firstWins(had, value) {
    if (had === void 0) return true;
    return same(had, value) ? false : fail("E31", "this was given to a colleague already");
  }

  // src/worker/home.ts
  var folders = {
    directory: "records",
    exchanges: "frames",
    outbox: "outbox",
    accepts: "accepts",
    cosigned: "cosigned",
    uploads: "uploads",
    drafts: "drafts"
  };
  function place3(name2) {
    const slash = name2.indexOf("/");
    const table = slash < 0 ? void 0 : folders[name2.slice(0, slash)];
    return table === void 0 ? { table: "own", key: name2 } : { table, key: name2.slice(slash + 1) };
  }
  function homeOn(store, account) {
    const prefix4 = `sluis/${accountKey(account)}`;
    return {
      read: (name2) => {
        const { table, key } = place3(name2);
        return store.get(table, key);
      },
      write: (name2, bytes3) => store.write({ ...place3(name2), value: bytes3 }),
      remove: (name2) => store.write({ ...place3(name2), value: void 0 }),
      async list(folder) {
        const table = folders[folder];
        if (table !== void 0) return store.keys(table);
        const keys = await store.keys("own", folder + "/");
        return keys.map((key) => key.slice(folder.length + 1));
      },
      locks: typeof navigator === "object" && "locks" in navigator ? platformLocks(navigator.locks, prefix4) : memoryLocks()
    };
  }

  // src/worker/kept.ts
  var settle2 = 5e3;
  var room = 2e5;
  var Kept = class _Kept {
    #m;
    #drafts = /* @__PURE__ */ new Map();
    #settings = {};
    #timer;
    constructor(m) {
      this.#m = m;
    }
    /** Opens what is kept here and at the hub; of two versions of a draft the later one counts. */
    static async open(m) {
      const k = new _Kept(m);
      for (const name2 of await m.home.list("drafts")) {
        const sealed = await m.home.read("drafts/" + name2);
        const text5 = sealed && await k.#opened(sealed);
        if (text5 !== void 0) k.#take(JSON.parse(text5));
      }
      const settings = await m.home.read("settings");
      const text4 = settings && await k.#opened(settings);
      if (text4 !== void 0) k.#settings = record3(JSON.parse(text4));
      const told4 = await k.#fromHub();
      for (const d2 of told4?.drafts ?? []) k.#take(d2);
      k.#settings = { ...told4?.settings, ...k.#settings };
      return k;
    }
    list() {
      return [...this.#drafts.values()].sort((a, b) => a.saved < b.saved ? 1 : -1);
    }
    async save(draft2) {
      const saved = { ...draft2, saved: (/* @__PURE__ */ new Date()).toISOString() };
      this.#drafts.set(saved.id, saved);
      await this.#m.home.write(place4(saved.id), await this.#sealed(saved));
      this.#later();
      return saved;
    }
    async drop(id2) {
      this.#drafts.delete(id2);
      await this.#m.home.remove(place4(id2));
      this.#later();
    }
    setting(name2) {
      return this.#settings[name2] ?? null;
    }
    async set(name2, value) {
      this.#settings = { ...this.#settings, [name2]: value };
      await this.#m.home.write("settings", await this.#sealed(this.#settings));
      this.#later();
    }
    /** Tells the hub now what it was to be told later; the last thing before the keys go. */
    async end() {
      if (this.#timer === void 0) return;
      clearTimeout(this.#timer);
      this.#timer = void 0;
      await this.#tell();
    }
    #later() {
      this.#timer ??= setTimeout(() => {
        this.#timer = void 0;
        void this.#tell();
      }, settle2);
    }
    /** A hub that is away is told with the next change: everything is in this browser. */
    async #tell() {
      const drafts = [];
      let size2 = 0;
      for (const d2 of this.list()) {
        size2 += JSON.stringify(d2).length;
        if (size2 <= room) drafts.push(d2);
      }
      const { name: name2, salt: salt2 } = this.#m.self;
      const text4 = encode({ name: name2, salt: salt2, kept: JSON.stringify({ drafts, settings: this.#settings }) });
      try {
        await this.#m.hub.putState(await seal(this.#m.keys.identity.recipient, text4));
      } catch (error) {
        if (codeOf(error) === "") throw error;
      }
    }
    async #fromHub() {
      try {
        const state = await this.#m.hub.state();
        if (state.length === 0) return void 0;
        const { kept: kept2 } = parse(await open2(this.#m.keys.identity, state));
        if (typeof kept2 !== "string") return void 0;
        const all2 = record3(JSON.parse(kept2));
        return { drafts: Array.isArray(all2["drafts"]) ? all2["drafts"].filter(isDraft) : [], settings: record3(all2["settings"]) };
      } catch (error) {
        if (codeOf(error) === "" && !(error instanceof SyntaxError)) throw error;
        return void 0;
      }
    }
    #take(d2) {
      if (!isDraft(d2)) return;
      const had = this.#drafts.get(d2.id);
      if (had === void 0 || had.saved < d2.saved) this.#drafts.set(d2.id, d2);
    }
    #sealed(value) {
      return seal(this.#m.keys.identity.recipient, utf8(JSON.stringify(value)));
    }
    async #opened(sealed) {
      try {
        return new TextDecoder().decode(await open2(this.#m.keys.identity, sealed));
      } catch (error) {
        if (codeOf(error) === "") throw error;
        return void 0;
      }
    }
  };
  function place4(id2) {
    return "drafts/" + hashOf(utf8(id2));
  }
  function record3(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
  }
  function isDraft(value) {
    const d2 = record3(value);
    return ["id", "zaak", "exchange", "what", "saved"].every((name2) => typeof d2[name2] === "string") && "text" in d2;
  }

  // src/worker/watch.ts
  var minute = 6e4;
  var limits = { idle: 15 * minute, hidden: 5 * minute, room: 90 * minute, whole: 600 * minute, warning: minute };
  var Watch = class {
    #began;
    #told;
    #seen;
    // when somebody was there last
    #hidden;
    // since when
    #room;
    // since when
    #warned = false;
    constructor(now, told4) {
      this.#began = this.#seen = now;
      this.#told = told4;
    }
    /** Somebody is there. */
    alive(now) {
      this.#seen = now;
      this.#warned = false;
    }
    /** The page can be seen, or cannot. */
    visible(is, now) {
      if (is) this.#hidden = void 0;
      else this.#hidden ??= now;
    }
    /** The person is in a room, or in none any more. */
    inRoom(is, now) {
      if (is) this.#room ??= now;
      else {
        this.#room = void 0;
        this.alive(now);
      }
    }
    /** Locks or warns when it is time. */
    look(now) {
      const left = this.#left(now);
      if (left.ms <= 0) {
        this.#told.end(left.why);
      } else if (left.ms <= limits.warning && !this.#warned && left.why !== "hidden") {
        this.#warned = true;
        this.#told.soon(Math.ceil(left.ms / 1e3));
      }
    }
    #left(now) {
      const ends2 = [{ ms: this.#began + limits.whole - now, why: "long" }];
      const room2 = this.#room !== void 0 && now < this.#room + limits.room;
      if (!room2) {
        ends2.push({ ms: Math.max(this.#seen, this.#room === void 0 ? 0 : this.#room + limits.room) + limits.idle - now, why: "idle" });
        if (this.#hidden !== void 0) ends2.push({ ms: this.#hidden + limits.hidden - now, why: "hidden" });
      }
      return ends2.reduce((a, b) => b.ms < a.ms ? b : a);
    }
  };

  // src/worker/ways.ts
  var Ways = class _Ways {
    #client;
    #home;
    #sealed;
    #keyring;
    #used;
    #new = [];
    // a phrase that was shown and not typed back yet
    constructor(client, home, sealed, keyring, used) {
      this.#client = client;
      this.#home = home;
      this.#sealed = sealed;
      this.#keyring = keyring;
      this.#used = used;
    }
    /**
     * Fetches the keyring with a way to unlock and opens it; without a hub the one
     * that this browser keeps. E28: this way opens nothing here. E17: what came is
     * not this member's, or is older than what this browser has seen.
     */
    static async open(client, home, org, member2, by) {
      client.as(member2, by.login);
      const { sealed, fetched } = await find4(client, home);
      const keyring = await openKeyring(sealed.head, sealed.file, by).catch(
        (error) => fetched ? Promise.reject(error) : fail("E28", "this way does not open what is kept here", error)
      );
      if (keyring.org !== org || keyring.member !== member2) fail("E17", "the keyring is another member's");
      keyring.notOlder(await seen(home));
      client.as(member2, keyring.login);
      return new _Ways(client, home, sealed, keyring, by.unlock());
    }
    get keyring() {
      return this.#keyring;
    }
    /** Keeps the sealed keyring here, once it is known to be the member's. */
    async keep() {
      await this.#home.write("keyring", joinFrame(this.#sealed.head, this.#sealed.file));
      if (await seen(this.#home) < this.#keyring.version) {
        await this.#home.write("keyring.seen", utf8(String(this.#keyring.version)));
      }
    }
    /** The ways as a person sees them. */
    list() {
      return this.#keyring.unlocks.map(({ kind: kind2, id: id2 }) => ({
        kind: kind2,
        id: id2,
        here: kind2 === this.#used.kind && id2 === this.#used.id
      }));
    }
    /** Whether a way is one of this keyring: for a person who is asked again before signing. */
    has(by) {
      const { kind: kind2, id: id2, recipient, login } = by.unlock();
      return this.#keyring.unlocks.some(
        (u) => u.kind === kind2 && u.id === id2 && u.recipient === recipient && u.login.equals(login)
      );
    }
    /** Adds a way. E29: there are as many as there can be. */
    async add(by) {
      if (this.has(by)) return;
      const added = by.unlock();
      await this.#change((unlocks) => {
        const kept2 = unlocks.filter((u) => added.kind !== "phrase" || u.kind !== "phrase");
        if (kept2.length >= MaxUnlocks) fail("E29", `a keyring has at most ${MaxUnlocks} ways in`);
        return [...kept2, added];
      });
      if (this.#used.kind === "phrase" && added.kind === "phrase") this.#used = added;
    }
    /** Removes a way. E29: fewer than two would be left. */
    async remove(kind2, id2) {
      await this.#change((unlocks) => {
        const kept2 = unlocks.filter((u) => u.kind !== kind2 || u.id !== id2);
        if (kept2.length < MinUnlocks) fail("E29", `a keyring has at least ${MinUnlocks} ways in`);
        return kept2;
      });
    }
    /** Makes a phrase. It counts, in the place of the one before, after it was typed back. */
    newPhrase() {
      const words3 = generate();
      this.#new = words3;
      return [...words3];
    }
    /** Takes the phrase that newPhrase made. E28: these are other words. */
    async confirmPhrase(text4) {
      const words3 = parse3(text4);
      if (this.#new.length === 0 || words3.join(" ") !== this.#new.join(" ")) fail("E28", "these are not the new words");
      await this.add(await fromPhrase(words3, this.#keyring.org, this.#keyring.member));
      this.#new = [];
    }
    /** Signs and stores the next version. E20: another device was first; unlocking again shows what it changed. */
    async #change(to) {
      const next3 = this.#keyring.next(this.#sealed.head, { unlocks: to(this.#keyring.unlocks) });
      const sealed = await next3.seal(Math.floor(Date.now() / 1e3));
      await this.#client.putKeyring(sealed);
      this.#sealed = sealed;
      this.#keyring = next3;
      await this.keep();
    }
  };
  async function find4(client, home) {
    try {
      return { sealed: await client.keyring(), fetched: true };
    } catch (error) {
      if (codeOf(error) === "E22") fail("E28", "this way does not open this account", error);
      if (codeOf(error) !== "E27") throw error;
      const kept2 = await home.read("keyring");
      const [head3, file3] = kept2 === void 0 ? [] : splitFrame(kept2);
      if (head3 === void 0 || file3 === void 0) throw error;
      return { sealed: { head: head3, file: file3 }, fetched: false };
    }
  }
  async function seen(home) {
    const kept2 = await home.read("keyring.seen");
    const version3 = kept2 === void 0 ? 0 : Number(new TextDecoder().decode(kept2));
    return Number.isSafeInteger(version3) ? version3 : 0;
  }
  async function fromWords(text4, org, member2) {
    return fromPhrase(parse3(text4), org, member2);
  }
  async function fromKey(credential, secret) {
    try {
      return await fromPasskey(credential, secret);
    } finally {
      secret.fill(0);
    }
  }

  // src/worker/session.ts
  var lookEvery = 1e3;
  var confirmed2 = 12e4;
  var Session2 = class _Session {
    #ground;
    #since = /* @__PURE__ */ new Date();
    #socket;
    #watch;
    #timer;
    #rooms = /* @__PURE__ */ new Set();
    #confirmedUntil = 0;
    #missed = 0;
    #over = false;
    member;
    ways;
    rooms;
    kept;
    constructor(ground2, socket, ways2, member2, kept2, locked) {
      this.#ground = ground2;
      this.#socket = socket;
      this.ways = ways2;
      this.member = member2;
      this.kept = kept2;
      this.rooms = new Rooms(member2);
      this.#watch = new Watch(Date.now(), {
        soon: (seconds) => ground2.push({ event: "locking", seconds }),
        end: locked
      });
      this.#timer = setInterval(() => this.#watch.look(Date.now()), lookEvery);
    }
    /** Unlocks an account with a way to unlock. Fails as Ways.open and member.open do. */
    static async open(ground2, account, by, locked) {
      const store = await ground2.shelf.open(account);
      const home = homeOn(store, account);
      const client = new Client(ground2.origin);
      const ways2 = await Ways.open(client, home, account.org, account.member, by);
      let session;
      const socket = new Socket(ground2.origin, client.session, { link: (link) => session?.tellLink(link) });
      try {
        const line3 = new Line2(socket);
        const member2 = await open6({
          trust: ground2.trust,
          keys: ways2.keyring,
          hub: client,
          home,
          line: line3,
          tell: (event) => session?.tell(event)
        });
        await ways2.keep();
        session = new _Session(ground2, socket, ways2, member2, await Kept.open(member2), locked);
        await session.#remember(by.kind);
        const here = session;
        follow(member2, (n) => here.caughtUp(n));
        void line3.over.then(() => {
          if (socket.refused) locked("refused");
        });
        here.tellLink(socket.link);
        return here;
      } catch (error) {
        await socket.close();
        client.session.leave();
        throw error;
      }
    }
    async #remember(kind2) {
      const { org, id: member2 } = this.member;
      const known = (await this.#ground.shelf.accounts()).find((a) => a.org === org && a.member === member2);
      const ways2 = [.../* @__PURE__ */ new Set([...known?.ways ?? [], kind2])];
      await this.#ground.shelf.remember({ org, member: member2, code: accountCode(member2), ways: ways2 });
    }
    async me() {
      return {
        ...await self2(this.member),
        code: accountCode(this.member.id),
        ways: this.ways.list(),
        since: this.#since.toISOString()
      };
    }
    // ---- being there ----
    alive() {
      this.#watch.alive(Date.now());
    }
    visible(is) {
      this.#watch.visible(is, Date.now());
    }
    async enter(xid2) {
      await this.rooms.enter(xid2);
      this.#rooms.add(xid2);
      this.#watch.inRoom(true, Date.now());
    }
    leave(xid2) {
      this.rooms.leave(xid2);
      this.#rooms.delete(xid2);
      if (this.#rooms.size === 0) this.#watch.inRoom(false, Date.now());
    }
    retry() {
      this.#socket.retry();
    }
    // ---- asked again before what cannot be undone ----
    confirm(by) {
      if (!this.ways.has(by)) fail("E28", "this does not open this account");
      this.#confirmedUntil = Date.now() + confirmed2;
    }
    mustBeConfirmed() {
      if (Date.now() > this.#confirmedUntil) fail("E22", "ask for the words or the passkey first");
    }
    // ---- what the page is told ----
    tell(event) {
      if (!this.#over) this.#ground.push(event);
    }
    tellLink({ state, since, retry }) {
      this.tell({ event: "link", state, since: new Date(since).toISOString(), retry, missed: state === "live" ? this.#missed : 0 });
      this.#missed = 0;
    }
    caughtUp(missed) {
      this.#missed = missed;
      this.tellLink(this.#socket.link);
    }
    /** Ends it: an own offer that stands is withdrawn, what waits for the hub is told, keys are dropped. */
    async end() {
      if (this.#over) return;
      this.#over = true;
      clearInterval(this.#timer);
      this.member.end();
      await Promise.race([
        Promise.allSettled([this.rooms.settled(), this.kept.end()]),
        new Promise((done) => setTimeout(done, 5e3))
      ]);
      await this.#socket.close();
    }
  };

  // src/worker/answers.ts
  function makeAnswers(shelf, push2) {
    let ground2;
    let session;
    const started = () => ground2 ?? fail("E22", "the page has not started");
    const inside = () => session ?? fail("E22", "Sluis is locked");
    const member2 = () => inside().member;
    const me = async () => inside().me();
    async function lock(why2) {
      const was = session;
      if (was === void 0) return;
      session = void 0;
      push2({ event: "locked", why: why2 });
      await was.end();
    }
    async function unlock(account, by) {
      const way = await by;
      const on = started();
      await lock("asked");
      session = await Session2.open(on, account, way, (why2) => void lock(why2));
      return session.me();
    }
    async function passkey(credential, secret) {
      return fromKey(credential, secret);
    }
    return {
      async start(trust, origin) {
        ground2 = { trust, origin, shelf, push: push2 };
        return { accounts: await shelf.accounts(), passkeys: true };
      },
      async find(code) {
        const { org, member: id2 } = await new Client(started().origin).find(code);
        const known = (await shelf.accounts()).find((a) => a.org === org && a.member === id2);
        return known ?? { org, member: id2, code, ways: [] };
      },
      words: look,
      unlockPhrase: (account, text4) => unlock(account, fromWords(text4, account.org, account.member)),
      passkeySalt: () => prfSalt(new URL(started().origin).hostname),
      unlockPasskey: (org, id2, credential, secret) => unlock({ org, member: id2 }, passkey(credential, secret)),
      async addPasskey(credential, secret) {
        await inside().ways.add(await passkey(credential, secret));
        return me();
      },
      newPhrase: () => ({ words: inside().ways.newPhrase() }),
      async confirmPhrase(text4) {
        await inside().ways.confirmPhrase(text4);
        return me();
      },
      async removeWay(kind2, id2) {
        await inside().ways.remove(kind2, id2);
        return me();
      },
      async confirmWords(text4) {
        const { org, id: id2 } = member2();
        inside().confirm(await fromWords(text4, org, id2));
      },
      async confirmPasskey(credential, secret) {
        inside().confirm(await passkey(credential, secret));
      },
      lock: () => lock("asked"),
      async forget(account) {
        if (session?.member.id === account.member) await lock("asked");
        await shelf.forget(account);
      },
      alive: () => session?.alive(),
      seen: (visible) => session?.visible(visible),
      me,
      inbox: (team, limit) => inbox(member2(), team, limit),
      zaken: (team, limit) => zaken(member2(), team, limit),
      show: (xid2) => show(member2(), xid2),
      byMark: (mark) => byMark(member2(), mark),
      teams: () => teams(member2()),
      search: (text4) => search2(member2(), text4),
      receipt: (xid2) => receipt(member2(), xid2),
      send: (flow2, team, to, zaak, document, files, upload) => send(member2(), { flow: flow2, team, to, zaak, document, files, upload }),
      newZaak: (team, document) => newZaak(member2(), team, document),
      reply: (xid2, document, files, upload) => reply2(member2(), xid2, "", document, files, upload),
      recall: (xid2, seq) => recall(member2(), xid2, seq),
      close(xid2) {
        inside().mustBeConfirmed();
        return close(member2(), xid2);
      },
      claim: (xid2) => claim(member2(), xid2, ""),
      release: (xid2) => release(member2(), xid2, ""),
      decline: (xid2, reason, text4) => decline(member2(), xid2, reason, text4),
      pauseUpload: (upload) => pauseUpload(member2(), upload),
      resumeUpload: (upload) => resumeUpload(member2(), upload),
      file: (xid2, seq, root) => file2(member2(), xid2, seq, root),
      copy: (xid2) => copy(member2(), xid2),
      enter: (xid2) => inside().enter(xid2),
      leave: (xid2) => inside().leave(xid2),
      offer(xid2, to, document) {
        inside().mustBeConfirmed();
        return inside().rooms.offer(xid2, to, document);
      },
      withdraw: (xid2) => inside().rooms.withdraw(xid2),
      accept(xid2, document) {
        inside().mustBeConfirmed();
        return accept(member2(), xid2, "", document);
      },
      reachable(until2) {
        const m = member2();
        const end = until2 === "" ? 0 : Math.floor(Date.parse(until2) / 1e3);
        if (Number.isNaN(end)) fail("E01", "that is no time");
        for (const party2 of m.parties()) if (party2.startsWith("t")) m.line.reachable(party2, end);
        push2({ event: "reachable", until: until2 });
      },
      watch: (teams2) => member2().line.watch(teams2),
      saveDraft: (draft2) => inside().kept.save(draft2),
      drafts: () => inside().kept.list(),
      dropDraft: (id2) => inside().kept.drop(id2),
      setting: (name2) => inside().kept.setting(name2),
      setSetting: (name2, value) => inside().kept.set(name2, value),
      retry: () => inside().retry()
    };
  }

  // src/worker/rpc.ts
  function serve(port, make) {
    const handlers = make((event) => port.postMessage({ push: event }));
    const calls = new Map(Object.entries(handlers));
    const answer5 = async ({ id: id2, call, args }) => {
      let message2;
      try {
        const handler = calls.get(call);
        if (handler === void 0) throw new SluisError("E01", "there is no such call");
        message2 = { id: id2, value: await handler(...args) };
        port.postMessage(message2);
      } catch (error) {
        port.postMessage({ id: id2, fail: failure(error) });
      }
    };
    port.addEventListener("message", ({ data }) => {
      if (isAsked(data)) void answer5(data);
    });
  }
  function isAsked(data) {
    if (typeof data !== "object" || data === null) return false;
    const { id: id2, call, args } = data;
    return Number.isSafeInteger(id2) && typeof call === "string" && Array.isArray(args);
  }
  function failure(error) {
    return error instanceof SluisError ? { code: error.code, text: error.message } : { code: "", text: "the worker has a fault" };
  }

  // src/worker/indexeddb.ts
  var version2 = 1;
  var shelfName = "sluis";
  var storeName = (key) => `sluis/${key}`;
  function browserShelf() {
    return {
      async accounts() {
        const db = await openShelf();
        return run(db, "accounts", "readonly", async (t) => {
          const all2 = await result3(t.objectStore("accounts").getAll());
          const byAge = all2.map((v) => [age(v), readAccount(v)]).sort(([a], [b]) => a - b);
          return byAge.flatMap(([, account]) => account ?? []);
        }).finally(() => db.close());
      },
      async remember(account) {
        const key = accountKey(account);
        const db = await openShelf();
        await run(db, "accounts", "readwrite", async (t) => {
          const had = await result3(t.objectStore("accounts").get(key));
          const first2 = had === void 0 ? Date.now() : age(had);
          t.objectStore("accounts").put({ ...account, first: first2 }, key);
        }).finally(() => db.close());
      },
      async forget(account) {
        const key = accountKey(account);
        const db = await openShelf();
        await run(db, "accounts", "readwrite", async (t) => void t.objectStore("accounts").delete(key)).finally(() => db.close());
        await guarded(() => result3(indexedDB.deleteDatabase(storeName(key))));
      },
      async open(account) {
        const name2 = storeName(accountKey(account));
        const request = indexedDB.open(name2, version2);
        request.onupgradeneeded = () => {
          for (const table of tables) request.result.createObjectStore(table);
        };
        return new BrowserStore(name2, await guarded(() => result3(request)));
      }
    };
  }
  function age(value) {
    const first2 = typeof value === "object" && value !== null && "first" in value ? value.first : 0;
    return typeof first2 === "number" ? first2 : 0;
  }
  async function openShelf() {
    const request = indexedDB.open(shelfName, version2);
    request.onupgradeneeded = () => request.result.createObjectStore("accounts");
    return guarded(() => result3(request));
  }
  var BrowserStore = class {
    #name;
    #db;
    constructor(name2, db) {
      this.#name = name2;
      this.#db = db;
      db.onversionchange = () => db.close();
    }
    async get(table, key) {
      return (await this.getAll(table, [key]))[0];
    }
    getAll(table, keys) {
      return run(this.#db, table, "readonly", async (t) => {
        const values2 = await Promise.all(keys.map((key) => result3(t.objectStore(table).get(key))));
        return values2.map((v) => v === void 0 ? void 0 : bytes2(v));
      });
    }
    keys(table, prefix4 = "") {
      return run(this.#db, table, "readonly", async (t) => (await result3(t.objectStore(table).getAllKeys(range(prefix4)))).map(String));
    }
    entries(table, prefix4 = "") {
      return run(this.#db, table, "readonly", async (t) => {
        const from = t.objectStore(table);
        const values2 = result3(from.getAll(range(prefix4)));
        const keys = await result3(from.getAllKeys(range(prefix4)));
        return (await values2).map((v, i) => [String(keys[i]), bytes2(v)]);
      });
    }
    async write(...changes) {
      if (changes.length === 0) return;
      await run(this.#db, [...new Set(changes.map((c) => c.table))], "readwrite", async (t) => {
        for (const { table, key, value } of changes) {
          if (value === void 0) t.objectStore(table).delete(key);
          else t.objectStore(table).put(new Uint8Array(value), key);
        }
      });
    }
    async once(table, key, value) {
      await run(this.#db, table, "readwrite", async (t) => {
        const had = await result3(t.objectStore(table).get(key));
        if (firstWins(had === void 0 ? void 0 : bytes2(had), value)) t.objectStore(table).put(new Uint8Array(value), key);
      });
    }
    lock(name2, act) {
      return navigator.locks.request(`${this.#name}/${name2}`, act);
    }
    tryLock(name2, act) {
      return navigator.locks.request(
        `${this.#name}/${name2}`,
        { ifAvailable: true },
        (lock) => lock === null ? void 0 : act()
      );
    }
    close() {
      this.#db.close();
    }
  };
  function bytes2(value) {
    return value instanceof Uint8Array ? new Uint8Array(value) : fail("E10", "what the browser kept is damaged");
  }
  function range(prefix4) {
    return prefix4 === "" ? null : IDBKeyRange.bound(prefix4, prefix4 + "￿");
  }
  function result3(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("request failed"));
    });
  }
  function run(db, names2, mode, act) {
    return guarded(async () => {
      const t = db.transaction(names2, mode, { durability: mode === "readonly" ? "default" : "strict" });
      const done = new Promise((resolve, reject) => {
        t.oncomplete = () => resolve();
        t.onabort = () => reject(t.error ?? new DOMException("transaction was ended", "AbortError"));
      });
      done.catch(() => void 0);
      let value;
      try {
        value = await act(t);
      } catch (error) {
        try {
          t.abort();
        } catch {
          await done;
        }
        throw error;
      }
      await done;
      return value;
    });
  }
  async function guarded(act) {
    try {
      return await act();
    } catch (error) {
      if (codeOf(error) !== "") throw error;
      const name2 = error instanceof DOMException ? error.name : "";
      if (name2 === "QuotaExceededError") return fail("E24", "this browser has no room left");
      if (name2 === "InvalidStateError") return fail("E22", "this account is no longer open in this browser");
      return fail("E24", "this browser does not keep data");
    }
  }

  // src/worker/main.ts
  var page = self;
  var push = () => void 0;
  push = serve(page, makeAnswers(browserShelf(), (event) => push(event)));
})();
/*! Bundled license information:

@noble/curves/utils.js:
@noble/curves/abstract/modular.js:
@noble/curves/abstract/curve.js:
@noble/curves/abstract/edwards.js:
@noble/curves/abstract/montgomery.js:
@noble/curves/ed25519.js:
@noble/curves/abstract/der.js:
@noble/curves/abstract/weierstrass.js:
@noble/curves/nist.js:
  (*! noble-curves - MIT License (c) 2022 Paul Miller (paulmillr.com) *)

@scure/base/index.js:
  (*! scure-base - MIT License (c) 2022 Paul Miller (paulmillr.com) *)

@noble/ciphers/utils.js:
  (*! noble-ciphers - MIT License (c) 2023 Paul Miller (paulmillr.com) *)

@noble/post-quantum/utils.js:
@noble/post-quantum/_crystals.js:
@noble/post-quantum/ml-kem.js:
@noble/post-quantum/hybrid.js:
  (*! noble-post-quantum - MIT License (c) 2024 Paul Miller (paulmillr.com) *)
*/
