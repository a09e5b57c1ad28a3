// W20: help. The phone first, then tasks in five steps, keys, and who sees what.
// All of it is in the page itself, so it works without a connection.

import { useApp, useText } from "../base/app.ts";
import { Title } from "../frame/frame.tsx";
import { Phone } from "../part/button.tsx";
import { Details } from "../part/details.tsx";

export function Help() {
  const { session } = useApp();
  const text = useText().help;
  const [headWhat = "", ...heads] = text.seesHead;
  return (
    <div class="stack stack--wide">
      <Title>{text.title}</Title>
      <div class="numbers">
        <section class="card water water--actie stack stack--tight">
          <h2>{text.phone}</h2>
          <p>{text.phoneText}</p>
          <Phone number={session.trust.help} />
        </section>
        <section class="card water water--stop stack stack--tight">
          <h2>{text.acute}</h2>
          <p>{text.acuteText}</p>
          <Phone number="112" />
        </section>
        <section class="card water stack stack--tight">
          <h2>{text.report}</h2>
          <p>{text.reportText}</p>
          <Phone number="0800 2000" />
        </section>
      </div>
      <div class="pair">
        <section class="card stack stack--tight">
          <h2>{text.guides}</h2>
          <div>
            {text.guide.map((guide) => (
              <Details key={guide.title} title={guide.title}>
                <ol class="steps">
                  {guide.steps.map((step) => (
                    <li key={step}>{step}</li>
                  ))}
                </ol>
              </Details>
            ))}
          </div>
        </section>
        <section class="card stack">
          <h2>{text.keys}</h2>
          <p>{text.keysHint}</p>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{text.key}</th>
                <th scope="col">{text.does}</th>
              </tr>
            </thead>
            <tbody>
              {text.keyList.map(({ key, does }) => (
                <tr key={key}>
                  <td>
                    <kbd class="key">{key.split(/(?<=\+)/).map((part) => [part, <wbr key={part} />])}</kbd>
                  </td>
                  <td>{does}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
      <section class="card stack">
        <h2 id="sees-title">{text.sees}</h2>
        {/* A table has no room on a phone: there it is a list of the same. */}
        <ul role="list" class="sees">
          {text.seesRows.map(([what = "", ...cells]) => (
            <li key={what}>
              <h3 class="sees__what">{what}</h3>
              <dl class="sees__who">
                {cells.map((cell, i) => (
                  <div key={heads[i]} class="sees__line">
                    <dt>{heads[i]}</dt>
                    <dd>{cell}</dd>
                  </div>
                ))}
              </dl>
            </li>
          ))}
        </ul>
        <div class="sees__table">
          <table class="table" aria-labelledby="sees-title">
            <thead>
              <tr>
                <td>{headWhat}</td>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {text.seesRows.map(([what = "", ...cells]) => (
                <tr key={what}>
                  <th scope="row">{what}</th>
                  {cells.map((cell, i) => (
                    <td key={heads[i]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <section class="card stack">
        <h2>{text.honest}</h2>
        <ul>
          {text.honestList.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </div>
  );
}
