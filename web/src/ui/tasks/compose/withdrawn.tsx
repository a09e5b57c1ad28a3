// A request that was taken back or closed while it was being answered: who did so,
// when and why, and what had been typed, only to be read.

import { clock, dateIn, shortDate } from "../../../text/index.ts";
import type { Exchange } from "../../../worker/protocol.ts";
import { useApp, useLanguage, useText } from "../../base/app.ts";
import { ButtonLink, Chip, CopyButton, Note } from "../../part/index.ts";
import { Title } from "../../frame/index.ts";
import { answerOf, type Asked, isAnswered, outcomeOf, outcomeTone } from "./answers.ts";
import { textIn, type Values } from "./field.ts";
import { fieldOf, formOf } from "./people.tsx";
import { Said } from "./said.tsx";

export function Withdrawn({ x, questions, values }: { x: Exchange; questions: readonly Asked[]; values: Values }) {
  const app = useApp();
  const text = useText();
  const language = useLanguage();
  const t = text.compose.answer;
  const end = x.entries.findLast((e) => formOf(e) === "inquiry.withdrawn" || e.type === "close");
  const by = end ? end.author.organisation || end.author.team : "";
  const time = end ? clock(language, end.time) : "";
  const date = end && dateIn(end.time) !== dateIn(app.now()) ? shortDate(language, end.time) : "";
  const reason = end && formOf(end) === "inquiry.withdrawn" ? fieldOf(end, "reason") : "";
  const typed = questions.filter((q) => isAnswered(values, q.id) || outcomeOf(values, q.id) !== "");
  const told = (q: Asked) => {
    const answer = answerOf(values, q.id);
    const labels = { text: t.yourAnswer, missing: t.missing, searched: t.searched, motivation: t.motivation };
    return (["text", "missing", "searched", "motivation"] as const)
      .map((name) => ({ label: labels[name], said: textIn(answer, name) }))
      .filter(({ said }) => said.trim() !== "");
  };
  const outcome = (q: Asked) => {
    const chosen = outcomeOf(values, q.id);
    return chosen === "" ? "" : t.outcome[chosen];
  };
  const toneOf = (q: Asked) => {
    const chosen = outcomeOf(values, q.id);
    return chosen === "" ? "plain" : outcomeTone[chosen];
  };
  const copied = () =>
    typed.map((q) => [q.text, outcome(q), ...told(q).map(({ label, said }) => `${label} ${said}`)].filter((s) => s !== "").join("\n")).join("\n\n");
  return (
    <div class="stack stack--wide compose">
      <div class="stack">
        <Title>{t.title}</Title>
        <div class="row">
          <span class="mono">{x.mark}</span>
        </div>
        <Note tone="stop">
          <p>
            <strong>{!end ? t.withdrawnOnce : end.type === "close" ? t.closed(by, time, date) : t.withdrawn(by, time, date)}</strong>
          </p>
          {typeof reason === "string" && reason.trim() !== "" && (
            <p>
              {t.withdrawnWhy} <Said>{reason}</Said>
            </p>
          )}
          <p>{t.withdrawnKept}</p>
        </Note>
      </div>
      <section class="card stack" aria-labelledby="typed">
        <h2 id="typed">{t.withdrawnText}</h2>
        {typed.length === 0 ? (
          <p>{t.withdrawnNothing}</p>
        ) : (
          <>
            <dl class="reading">
              {typed.map((q) => (
                <div key={q.id} class="reading__line reading__line--wide">
                  <dt>
                    <Said>{q.text}</Said>
                  </dt>
                  <dd class="stack stack--tight">
                    {outcome(q) !== "" && (
                      <div>
                        <Chip tone={toneOf(q)}>{outcome(q)}</Chip>
                      </div>
                    )}
                    {told(q).map(({ label, said }) => (
                      <p key={label}>
                        <span class="meta">{label}</span>
                        <br />
                        <Said>{said}</Said>
                      </p>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
            <div class="row">
              <CopyButton text={copied}>
                {t.withdrawnCopy}
              </CopyButton>
            </div>
          </>
        )}
      </section>
      <div class="row">
        <ButtonLink to="zaak" exchange={x.exchange} kind="main">
          {t.backTo}
        </ButtonLink>
      </div>
    </div>
  );
}
