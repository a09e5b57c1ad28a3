// The key of one team: of another, to compare by phone; of the own one, whose words are
// read aloud and into which somebody is let.

import { useState } from "preact/hooks";
import { fullDate, moment } from "../../text/index.ts";
import type { Joining, Team } from "../../worker/protocol.ts";
import type { TeamKey } from "../../worker/keys/calls.ts";
import { useReading } from "../base/act.ts";
import { useApp, useLanguage } from "../base/app.ts";
import { Title } from "../frame/index.ts";
import { Button, Chip, Link, Note, Phone, Radios, Skeleton, TroubleNote } from "../part/index.ts";
import { Heard } from "./heard.tsx";
import { useKeysText } from "./text.ts";

export function TeamKeyScreen() {
  const { link, router, session } = useApp();
  const text = useKeysText().team;
  const { id } = router.route.value;
  const joining = session.joining.value;
  const held = session.me.value?.teams.filter((t) => t.keys).length;
  const reading = useReading(() => link.call("teamKey", id), [id, joining, held]);
  const page = reading.value;
  return (
    <div class="stack">
      <Title>{page ? text.title(page.team.name) : text.bare}</Title>
      {reading.failed &&
        (reading.failed.code === "E21" ? (
          <p class="empty lead">{text.gone}</p>
        ) : (
          <TroubleNote trouble={reading.failed} retry={reading.again} />
        ))}
      {page ? page.team.mine ? <Own page={page} again={reading.again} /> : <Other team={page.team} again={reading.again} /> : !reading.failed && <Skeleton reading={reading} />}
      <Link to="adresboek" alone icon="book">
        {text.back}
      </Link>
    </div>
  );
}

function Other({ team, again }: { team: Team; again: () => void }) {
  const { link, notices } = useApp();
  const language = useLanguage();
  const text = useKeysText().team;
  const { state, at } = team.key;
  return (
    <div class="stack">
      <p class="lead">{team.organisation}</p>
      {state === "changed" ? (
        <Note tone="stop">
          <p>
            <strong>{text.changed}</strong>
          </p>
          <p>{text.why}</p>
        </Note>
      ) : state === "checked" ? (
        <Note tone="goed">
          <p>{text.checked(fullDate(language, at))}</p>
        </Note>
      ) : (
        <p>{text.unchecked}</p>
      )}
      {team.phone === "" && team.acute === "" && (
        <Note tone="let-op">
          <p>{text.noPhone}</p>
        </Note>
      )}
      {[team.phone, team.acute].filter((n, i, all) => n !== "" && all.indexOf(n) === i).map((number) => (
        <p key={number}>
          <Phone number={number}>{text.call(team.name, number)}</Phone>
        </p>
      ))}
      <p>{text.how}</p>
      <Heard
        id="heard"
        label={text.compare}
        differ={text.differNext}
        act={(words) => link.call("compare", team.id, words)}
        done={() => {
          notices.tell(text.good, "good");
          again();
        }}
      />
    </div>
  );
}

const keyOf = (j: Joining) => j.member + j.since;

function Own({ page, again }: { page: TeamKey; again: () => void }) {
  const text = useKeysText().team;
  const [open, setOpen] = useState(""); // one at a time is called
  const [mine, setMine] = useState(false); // two lists beside each other are read in the wrong place
  return (
    <div class="stack">
      {!page.team.keys ? (
        <Words title={text.own} how={text.ownHow} words={page.own} />
      ) : (
        <>
          <section class="stack" aria-labelledby="joins">
            <h2 id="joins">{text.joins}</h2>
            {page.waiting.length === 0 && <p>{text.nobody}</p>}
            {page.waiting.map((j) => (
              <Join key={keyOf(j)} joining={j} open={page.waiting.length === 1 || open === keyOf(j)} onOpen={() => setOpen(keyOf(j))} again={again} />
            ))}
          </section>
          <Words title={text.words} how={text.readAloud} words={page.words} />
          {mine ? (
            <Words id="own" title={text.own} how={text.ownAlone} words={page.own} />
          ) : (
            <div class="row">
              <Button icon="key" onClick={() => setMine(true)}>
                {text.ownShow}
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  );
}

/** Words to read aloud, each with its number: two rows of four where there is room. */
function Words({ id = "aloud", title, how, words }: { id?: string; title: string; how: string; words: readonly string[] }) {
  return (
    <section class="card stack stack--tight" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p>{how}</p>
      <ol role="list" class="words" aria-label={title}>
        {words.map((word, i) => (
          <li key={`${i}-${word}`}>{word}</li>
        ))}
      </ol>
    </section>
  );
}

type History = "later" | "all";

interface JoinProps {
  joining: Joining;
  open: boolean;
  onOpen: () => void;
  again: () => void;
}

function Join({ joining: j, open, onOpen, again }: JoinProps) {
  const app = useApp();
  const language = useLanguage();
  const text = useKeysText().team;
  const who = j.person || text.someone;
  const id = `join-${j.member}`;
  return (
    <section class="card stack" aria-labelledby={id}>
      <div class="row row--apart">
        <h3 id={id}>{who}</h3>
        <Chip icon="people">{j.returner ? text.returner : text.new}</Chip>
      </div>
      <p class="meta">{text.since(moment(language, j.since, app.now()))}</p>
      {!open && (
        <div class="row">
          <Button icon="key" onClick={onOpen}>
            {text.choose(who)}
          </Button>
        </div>
      )}
      {open && <LetIn joining={j} who={who} again={again} />}
    </section>
  );
}

function LetIn({ joining: j, who, again }: { joining: Joining; who: string; again: () => void }) {
  const app = useApp();
  const text = useKeysText().team;
  const [history, setHistory] = useState<History>(j.returner ? "all" : "later");
  const id = `join-${j.member}`;
  return (
    <>
      <p>{text.joinHow}</p>
      <Heard
        id={`${id}-words`}
        label={text.letIn}
        differ={text.wrongPerson}
        act={(words) => app.link.call("letIn", j.team, j.member, words, history === "all")}
        done={() => {
          app.notices.tell(text.letInDone(who), "good");
          again();
        }}
      >
        <Radios<History>
          id={`${id}-history`}
          label={text.history}
          value={history}
          onChange={setHistory}
          options={[
            { value: "later", label: text.later, hint: text.laterHint },
            { value: "all", label: text.all, hint: text.allHint },
          ]}
        />
      </Heard>
    </>
  );
}
