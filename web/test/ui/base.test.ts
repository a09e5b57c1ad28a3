// What stands under the screens, without a browser: dates, addresses, names that are
// hidden, a send that is held, and that a lock wipes what was opened.

import assert from "node:assert/strict";
import { it, mock } from "node:test";
import { signal } from "@preact/signals";
import { catalogue, clock, dayDate, fileSize, fullDate, moment, shortDate } from "../../src/text/index.ts";
import { makeNames } from "../../src/ui/base/names.ts";
import { makeNotices } from "../../src/ui/base/notices.ts";
import { address, invitationLink, readRoute } from "../../src/ui/base/route.ts";
import { makeSession } from "../../src/ui/base/session.ts";
import { untilFive, endOf } from "../../src/ui/frame/reach.tsx";
import { readDate, typedDate } from "../../src/ui/part/date.tsx";
import { readCode } from "../../src/ui/ways/login.tsx";
import { anna, now, trust, xid } from "../stories/people.ts";
import { standIn } from "../stories/standin.ts";

/** As they stand on a screen: no space in a date breaks. */
const whole = (words: string) => words.replaceAll(" ", "\u00a0");

it("dates and times are those of Amsterdam, in one form", () => {
  assert.equal(fullDate("nl", "2026-05-27"), whole("wo 27 mei 2026"));
  assert.equal(shortDate("nl", "2026-05-27"), whole("27 mei"));
  assert.equal(dayDate("nl", "2026-05-29"), whole("vr 29 mei"));
  assert.equal(clock("nl", "2026-05-27T12:32:08Z"), "14:32");
  assert.equal(clock("nl", "2026-01-27T23:05:00Z"), "00:05");
  assert.equal(moment("nl", "2026-05-27T06:58:00Z", now), "08:58");
  assert.equal(moment("nl", "2026-05-12T06:58:00Z", now), whole("12 mei, 08:58"));
  assert.equal(moment("nl", "2025-05-12T06:58:00Z", now), whole("12 mei 2025, 08:58"));
  assert.equal(fullDate("en", "2026-05-27"), whole("Wed 27 May 2026"));
  assert.equal(fullDate("nl", "geen datum"), "geen datum");
  assert.equal(fileSize("nl", 2_400_000), whole("2,4 MB"));
  assert.equal(fileSize("nl", 34_400), whole("34 kB"));
});

it("an address holds a screen and one id, nothing else", () => {
  const exchange = xid(7);
  assert.deepEqual(readRoute(address("zaak", exchange)), { screen: "zaak", exchange, id: "" });
  assert.deepEqual(readRoute("#/hulp"), { screen: "hulp", exchange: "", id: "" });
  assert.deepEqual(readRoute("#/zaak/Noah"), { screen: "zaak", exchange: "", id: "" });
  assert.deepEqual(readRoute("#/bestaat-niet"), { screen: "vandaag", exchange: "", id: "" });
  assert.deepEqual(readRoute(""), { screen: "vandaag", exchange: "", id: "" });
  const org = "7".repeat(32);
  assert.equal(invitationLink("https://sluis.example.nl", org), "https://sluis.example.nl/#/begin/" + org);
  assert.deepEqual(readRoute("#/begin/" + org), { screen: "begin", exchange: "", id: org });
  assert.deepEqual(readRoute("#/begin/Joke"), { screen: "begin", exchange: "", id: "" });
});

it("hidden names are the same stand-ins everywhere, and whole words only", () => {
  const hidden = signal(true);
  const names = makeNames(hidden, () => catalogue("nl"));
  assert.equal(names.show("Noah de Vries", "child"), "Kind 1");
  assert.equal(names.show("Jan", "parent"), "Ouder 1");
  assert.equal(names.show("Mila de Vries", "child"), "Kind 2");
  assert.equal(names.show("Noah de Vries", "child"), "Kind 1");
  assert.equal(
    names.within("Noah de Vries en mila zagen Jan in januari. NOAH'S jas hing er."),
    "Kind 1 en Kind 2 zagen Ouder 1 in januari. Kind 1'S jas hing er.",
  );
  names.know("Gezin De Vries, Ommen", "household");
  assert.equal(names.whole(" Mila de Vries"), "Kind 2");
  assert.equal(names.whole("Mila de Vries belde"), null);
  assert.equal(names.within("Gezin De Vries wacht. Mevrouw de Vries belde."), "Gezin 1 wacht. Mevrouw de Achternaam belde.");
  hidden.value = false;
  assert.equal(names.show("Noah de Vries", "child"), "Noah de Vries");
  assert.equal(names.within("Noah belde."), "Noah belde.");
  hidden.value = true;
  names.wipe();
  assert.equal(names.show("Mila de Vries", "child"), "Kind 1");
});

it("a held send happens once after its seconds, or not at all", async () => {
  mock.timers.enable({ apis: ["setInterval", "setTimeout", "Date"] });
  try {
    const notices = makeNotices();
    let sent = 0;
    const act = () => Promise.resolve(void sent++);
    const first = notices.hold("Verstuurd.", act);
    mock.timers.tick(9000);
    assert.equal(sent, 0);
    mock.timers.tick(1000);
    assert.equal(await first, true);
    assert.equal(sent, 1);
    const second = notices.hold("Verstuurd.", act);
    notices.undo(notices.list.value[0]?.id ?? 0);
    assert.equal(await second, false);
    const third = notices.hold("Verstuurd.", act);
    notices.wipe(); // a lock
    assert.equal(await third, false);
    mock.timers.tick(60_000);
    assert.equal(sent, 1);
  } finally {
    mock.timers.reset();
  }
});

it("a screen reader hears at most one polite sentence in ten seconds, the newest", () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 100_000 });
  try {
    const notices = makeNotices();
    const heard: string[] = [];
    notices.spoken.subscribe(({ polite }) => heard.push(polite));
    for (let i = 1; i <= 20; i++) {
      notices.say(`${i} nieuwe items in Postvak`);
      mock.timers.tick(3000);
    }
    mock.timers.tick(10_000);
    const said = new Set(heard.filter((h) => h !== ""));
    assert.ok(said.size <= 7, [...said].join());
    assert.ok(said.has("20 nieuwe items in Postvak"));
  } finally {
    mock.timers.reset();
  }
});

it("a lock wipes what was opened, and the page does so before the worker answers", async () => {
  const stand = standIn({
    start: () => ({ accounts: [], passkeys: false }),
    lock: () => new Promise<void>(() => undefined),
  });
  const session = makeSession(stand.link, trust, "http://localhost:8400");
  await session.start();
  assert.equal(session.phase.value, "out");
  session.enter(anna());
  const opened = session.opened<string[]>([]);
  opened.value = ["Noah de Vries"];
  let wiped = 0;
  const keep = session.onWipe(() => wiped++);
  void session.lock();
  assert.equal(session.phase.value, "locked");
  assert.deepEqual(opened.value, []);
  assert.equal(session.me.value, null);
  assert.equal(wiped, 1);
  assert.equal(session.last.value?.initial, "A");
  assert.deepEqual(session.accounts.value.map((a) => a.code), ["K7QM2-P4XD9"]);
  assert.ok(!JSON.stringify(session.last.value).includes("Anna"));
  stand.push({ event: "locked", why: "idle" }); // the worker's own word comes later and changes nothing
  assert.equal(wiped, 1);
  assert.equal(session.last.value?.why, "asked");
  keep();
});

it("being there puts off the lock, at most every twenty seconds until it is near", async () => {
  const stand = standIn({ start: () => ({ accounts: [], passkeys: false }), alive: () => undefined });
  const session = makeSession(stand.link, trust, "http://localhost:8400");
  await session.start();
  const alive = () => stand.asked.filter((a) => a.name === "alive").length;
  session.alive();
  assert.equal(alive(), 0, "nobody is in");
  session.enter(anna());
  session.alive();
  session.alive();
  assert.equal(alive(), 1);
  stand.push({ event: "locking", seconds: 60 });
  assert.equal(session.locking.value, 60);
  session.alive();
  assert.equal(alive(), 2);
  assert.equal(session.locking.value, null);
});

it("codes and dates are read as people type them", () => {
  assert.equal(readCode(" k7qm2p4xd9 "), "K7QM2-P4XD9");
  assert.equal(readCode("K7QM2 - P4XD9"), "K7QM2-P4XD9");
  assert.equal(readCode("K7QM2"), undefined);
  assert.equal(readDate({ day: "7", month: "5", year: "2026" }), "2026-05-07");
  assert.equal(readDate({ day: "31", month: "2", year: "2026" }), undefined);
  assert.equal(readDate({ day: "", month: "", year: "" }), "");
  assert.deepEqual(typedDate("2026-05-07"), { day: "7", month: "5", year: "2026" });
});

it("being reachable ends at five o'clock in Amsterdam, while that is to come", () => {
  assert.equal(endOf("five", "2026-05-27T12:02:00Z"), "2026-05-27T15:00:00.000Z");
  assert.equal(endOf("half", "2026-05-27T12:02:00Z"), "2026-05-27T12:32:00.000Z");
  assert.ok(untilFive("2026-05-27T15:30:00Z") < 0);
});
