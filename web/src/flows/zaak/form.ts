import { today } from "../deadline/index.ts";
import * as f from "../flow/index.ts";
import { absent, type Docs, form, newIndex, opening } from "../flow/index.ts";

/**
 * opened begins a sheet. household is how the team calls it. takenFrom and
 * takenAt are the first link of custody: who had sight on safety before, and
 * when this team took over.
 */
export const opened = form("zaak.opened", ["genesis"], {
  ...opening,
  household: f.must(f.line()),
  takenFrom: f.line(),
  takenAt: f.due,
});

/**
 * reporter is who reported. mailbox is the exchange of a reporter without
 * account. An informant has no standard feedback.
 */
export const reporter = f.part("zaak.Reporter", {
  kind: f.must(f.word("beroepskracht", "particulier", "betrokkene", "politie", "vrijwilliger")),
  organisation: f.line(),
  team: f.line(),
  mailbox: f.xid,
  ...f.sourceFields,
  informant: f.bool,
});

const id = f.must(f.line(40));

/** melding is one report that came in, today unless it says otherwise. */
export const melding = form(
  "zaak.melding",
  ["post"],
  { id, receivedOn: f.must(f.date), reporter },
  {
    complete(m, fill) {
      m.receivedOn ||= today(fill.now);
    },
    check: (m) => f.checkSource(m.reporter, "reporter"),
  },
);

/** person is a person of the household, entered once; the same id again replaces. */
export const person = form("zaak.person", ["post"], f.personFields, { check: (p) => f.checkWho(p, "person") });

/**
 * decision is what was decided, by whom and when. A safety assessment ends with an
 * outcome of the first row; an investigation or conditions-and-follow-up that it
 * leads to ends with its own decision.
 */
export const decision = form("zaak.decision", ["post"], {
  id,
  kind: f.must(f.word("veiligheidsbeoordeling", "onderzoek", "voorwaarden_en_vervolg", "einde_bemoeienis")),
  outcome: f.must(f.word(...f.outcomes, ...f.findings)),
  on: f.must(f.date),
  by: f.must(f.line()),
});

const flow = f.must(f.word("handoff", "feedback", "inquiry", "message"));

/** exchange names an exchange that belongs to this household. */
export const exchange = form("zaak.exchange", ["post"], {
  xid: f.must(f.xid),
  flow,
  kind: f.line(),
  team: f.line(),
  melding: f.line(40),
});

/** custody notes who was seen to be responsible in an exchange, at which head. */
export const custody = form("zaak.custody", ["post"], {
  xid: f.must(f.xid),
  seq: f.num(0, Number.MAX_SAFE_INTEGER),
  head: f.must(f.hash),
  holder: f.must(f.party),
});

/** note is a team note. */
export const note = form("zaak.note", ["post"], { text: f.must(f.text()) });

/** goal says what a draft is to become. */
export const goal = f.part("zaak.For", { flow, xid: f.xid, melding: f.line(40), moment: f.num(1, 3) });

/** draft is a version of a shared draft; null discards it. */
export const draft = form("zaak.draft", ["post"], { id, for: goal, content: f.any });

/**
 * approvalAsked asks a second person about a version of a draft: id is the
 * draft's, hash is H(the entry with that version).
 */
export const approvalAsked = form("zaak.approval_asked", ["post"], {
  id,
  hash: f.must(f.hash),
  what: f.must(f.text(2000)),
});

/** approval is that person's verdict. */
export const approval = form("zaak.approval", ["post"], {
  id,
  hash: f.must(f.hash),
  verdict: f.must(f.word("approved", "refused")),
  text: f.text(4000),
});

/** feedback says why a moment was not given, or not yet and until when. */
export const feedback = form(
  "zaak.feedback",
  ["post"],
  {
    melding: id,
    moment: f.must(f.num(1, 3)),
    state: f.must(f.word("deferred", "not_possible", "not_applicable")),
    until: f.date,
    reason: f.must(f.text(2000)),
  },
  {
    check(d) {
      if (d.state === "deferred" && d.until === "") throw absent("until");
    },
  },
);

const dutyID = f.must(f.line(80));

/** duty is something to be done before a date. */
export const duty = form("zaak.duty", ["post"], {
  id: dutyID,
  what: f.must(f.text(2000)),
  due: f.must(f.due),
  kind: f.must(f.word("statutory", "regional", "agreed", "acute")),
});

/** dutyDone says that it was, today unless it says otherwise; it reaches every duty of the sheet by its id. */
export const dutyDone = form(
  "zaak.duty_done",
  ["post"],
  { id: dutyID, on: f.must(f.date) },
  {
    complete(d, fill) {
      d.on ||= today(fill.now);
    },
  },
);

/** monitoring sets the dates on which the team looks again, all of them. */
export const monitoring = form("zaak.monitoring", ["post"], { dates: f.list(f.date) });

/** monitored says what was found on one of them. */
export const monitored = form("zaak.monitored", ["post"], {
  date: f.must(f.date),
  result: f.must(f.word("veilig_genoeg", "zorgen", "niet_gelukt")),
});

/**
 * nameOpening keeps the name behind a member's commitment, for when the member
 * note is gone.
 */
export const nameOpening = form("zaak.name_opening", ["post"], {
  member: f.must(f.member),
  salt: f.must(f.salt),
  name: f.must(f.line()),
});

/** forms is everything that may stand in a sheet. */
export const forms = newIndex(
  { flow: "zaak", first: opened.name },
  opened, melding, person, decision, exchange, custody, note, draft, approvalAsked, approval, feedback, duty, dutyDone,
  monitoring, monitored, nameOpening,
);

export type Document = Docs<typeof forms>;
