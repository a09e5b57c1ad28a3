// Every part in each of its states.

import { useState } from "preact/hooks";
import {
  Button,
  ButtonLink,
  Checkbox,
  Chip,
  Claim,
  CopyButton,
  CustodyLine,
  DateField,
  Details,
  Dialog,
  ErrorSummary,
  FilePicker,
  FreeText,
  HubView,
  Link,
  Name,
  NewPill,
  Note,
  Opening,
  Phone,
  Presence,
  Radios,
  Skeleton,
  Tabs,
  TaskList,
  TermijnChip,
  TextArea,
  TextField,
  TroubleNote,
} from "../../src/ui/part/index.ts";
import type { Story } from "./story.ts";

const nothing = () => undefined;

function Fields() {
  const [radio, setRadio] = useState<"ja" | "nee" | "later" | "">("");
  const [date, setDate] = useState({ day: "27", month: "5", year: "2026" });
  const [checked, setChecked] = useState(true);
  return (
    <form class="stack" noValidate>
      <TextField label="Achternaam" value="de Boer" onInput={nothing} />
      <TextField label="Tussenvoegsel" hint="Zoals «van» of «de»." value="" onInput={nothing} optional />
      <TextField label="Postcode" value="77" error="Een postcode heeft 4 cijfers en 2 letters." onInput={nothing} short />
      <TextArea label="Waarom vragen we dit?" hint="Schrijf 1 tot 3 zinnen." value="Noah kwam drie keer niet op school." onInput={nothing} most={60} />
      <TextArea label="Wat is er gezegd?" value={"x".repeat(64)} onInput={nothing} most={60} error="Maak je tekst korter." />
      <DateField label="Wanneer?" value={date} onInput={setDate} />
      <DateField label="Geboortedatum" value={{ day: "31", month: "2", year: "2020" }} onInput={setDate} error="Deze datum bestaat niet." />
      <Radios
        label="Weet het gezin dat we dit vragen?"
        options={[
          { value: "ja", label: "Ja", hint: "Verteld op een dag die je hierna invult." },
          { value: "later", label: "Nog niet" },
          { value: "nee", label: "Nee, dat is nu niet veilig" },
        ]}
        value={radio}
        onChange={setRadio}
        error="Kies of het gezin het weet."
      />
      <Radios
        label="Klaar?"
        inline
        options={[
          { value: "ja", label: "Ja" },
          { value: "later", label: "Nee, later verder" },
        ]}
        value="ja"
        onChange={nothing}
      />
      <Checkbox label="Ik heb de juiste persoon gezocht" hint="Naam en geboortedatum kloppen." checked={checked} onChange={setChecked} />
      <Checkbox label="Ik heb alles nagekeken" error="Zet hier een vinkje." checked={false} onChange={nothing} />
    </form>
  );
}

function Open() {
  return (
    <Dialog
      title="Deze manier verwijderen?"
      onClose={nothing}
      actions={
        <>
          <Button kind="stop" icon="remove">
            Verwijder
          </Button>
          <Button>Annuleren</Button>
        </>
      }
    >
      <p>Je kunt hier daarna niet meer mee inloggen.</p>
    </Dialog>
  );
}

function TabStory() {
  const [tab, setTab] = useState<"vrij" | "mij" | "klaar">("vrij");
  return (
    <Tabs
      label="Postvak"
      tabs={[
        { value: "vrij", label: "Niet toegewezen", count: 12 },
        { value: "mij", label: "Van mij", count: 3 },
        { value: "klaar", label: "Klaar" },
      ]}
      value={tab}
      onChange={setTab}
    >
      <p>Alles is verdeeld.</p>
    </Tabs>
  );
}

const due = (date: string, workdays: number, overdue = false) => ({ date, workdays, overdue });
const holder = { party: "t1", organisation: "Veilig Thuis Vechtdal", team: "Intake" };

export const partStories: Story[] = [
  {
    name: "knoppen",
    show: () => (
      <div class="stack">
        <div class="row">
          <Button kind="main">Verstuur aan 3 organisaties</Button>
          <Button icon="pencil">Pas aan</Button>
          <Button kind="quiet">Laat los</Button>
          <Button kind="stop" icon="remove">
            Verwijder
          </Button>
          <Button kind="main" busy>
            Bewaar
          </Button>
          <Button pressed>Alleen besluiten</Button>
          <ButtonLink to="nieuw" kind="main" icon="plus">
            Nieuw
          </ButtonLink>
          <CopyButton text={() => "tekst"}>Kopieer voor dossier</CopyButton>
        </div>
        <p>
          Lees eerst <Link to="hulp">hoe dit werkt</Link> of vraag een collega.
        </p>
        <div class="row">
          <Link to="vandaag" alone icon="left">
            Terug naar Vandaag
          </Link>
          <Phone number="088 000 00 00" />
        </div>
      </div>
    ),
  },
  { name: "velden", show: () => <Fields /> },
  {
    name: "fouten",
    show: () => (
      <div class="stack">
        <ErrorSummary
          turn={1}
          wrong={[
            { id: "a", text: "Kies minstens 1 organisatie." },
            { id: "b", text: "Schrijf op waarom je dit vraagt." },
          ]}
        />
        <TroubleNote trouble={{ code: "E27" }} retry={nothing} />
        <TroubleNote trouble={{ code: "" }} />
        <Note>
          <p>Je hebt 2 manieren nodig.</p>
        </Note>
        <Note tone="goed">
          <p>Alles is klaar.</p>
        </Note>
        <Note tone="let-op">
          <p>Kijk of niemand meekijkt.</p>
        </Note>
        <Note tone="stop">
          <p>Stop. Deze woorden horen gelijk te zijn.</p>
        </Note>
        <Note tone="besloten">
          <p>Melder: geheim voor gezin.</p>
        </Note>
      </div>
    ),
  },
  { name: "dialoog", show: () => <Open /> },
  {
    name: "meldingen",
    show: () => <p>Onder in beeld staan meldingen.</p>,
    begin: ({ app }) => {
      app.notices.tell("Toegevoegd.", "good");
      app.notices.tell("Kopiëren lukt niet. Selecteer de tekst zelf.", "bad");
      void app.notices.hold(app.text.value.parts.sent, () => Promise.resolve(), 100);
    },
  },
  {
    name: "stand",
    show: () => (
      <div class="stack">
        <CustodyLine custody={holder} certainty="fixed" mine />
        <CustodyLine
          custody={{ ...holder, organisation: "Gemeente Vechtdal", team: "Gebiedsteam Centrum", member: "Esra Yıldız" }}
          certainty="unconfirmed"
        />
        <CustodyLine custody={holder} certainty="last_known" since="2026-05-27T12:02:00Z" />
        <CustodyLine custody={holder} certainty={null} />
        <div class="row">
          <TermijnChip due={due("2026-06-03", 5)} />
          <TermijnChip due={due("2026-05-29", 2)} />
          <TermijnChip due={due("2026-05-28", 1)} />
          <TermijnChip due={due("2026-05-27", 0)} />
          <TermijnChip due={due("2026-05-27T14:00:00Z", 0)} />
          <TermijnChip due={due("2026-05-28T14:00:00Z", 1)} />
          <TermijnChip due={due("2026-05-25", -2, true)} />
          <TermijnChip due={due("2026-05-27T08:00:00Z", 0, true)} />
          <TermijnChip due={due("2026-06-03", 5)} paused="wacht op tolk" />
        </div>
        <div class="row">
          <Chip>Concept</Chip>
          <Chip tone="actie">Verstuurd</Chip>
          <Chip tone="goed" icon="check">
            Beantwoord
          </Chip>
          <Chip tone="let-op">Deels beantwoord</Chip>
          <Chip tone="stop">Niet beantwoord</Chip>
          <Chip tone="besloten" icon="shield">
            Melder: geheim
          </Chip>
        </div>
        <div class="row">
          <Presence state="here">Fatima is er</Presence>
          <Presence state="short">Fatima is even uit beeld</Presence>
          <Presence state="away">Fatima is er niet</Presence>
        </div>
        <NewPill count={3} onShow={nothing} />
        <Claim holder={null} onClaim={nothing} onRelease={nothing} />
        <Claim holder={{ member: "m", name: "Ruud", mine: true }} onClaim={nothing} onRelease={nothing} />
        <Claim holder={{ member: "m", name: "Ruud", mine: false }} onClaim={nothing} onRelease={nothing} />
        <Claim holder={null} onClaim={nothing} onRelease={nothing} offline />
      </div>
    ),
  },
  {
    name: "taken",
    show: () => (
      <div class="stack stack--wide">
        <TaskList
          label="Wat je nog moet doen"
          tasks={[
            { id: "1", title: "Aan wie", state: "done", onOpen: nothing },
            { id: "2", title: "Veiligheid", hint: "Er missen nog 2 onderdelen.", state: "busy", onOpen: nothing },
            { id: "3", title: "Betrokkenen", state: "open", onOpen: nothing },
            { id: "4", title: "Samenvatting door ontvanger", state: "waits" },
          ]}
        />
        <TabStory />
      </div>
    ),
  },
  {
    name: "bestanden",
    show: () => (
      <div class="stack stack--wide">
        <FilePicker label="Bijlagen" files={[]} onChange={nothing} />
        <FilePicker
          label="Bijlagen bij je antwoord"
          files={[
            { name: "verslag gesprek 12 mei.pdf", type: "application/pdf", blob: new Blob(["x".repeat(2_400_000)]) },
            { name: "tekening.png", type: "image/png", blob: new Blob(["x".repeat(800_000)]) },
            { name: "brief.docx", type: "application/msword", blob: new Blob(["x".repeat(34_000)]) },
          ]}
          uploads={[
            { id: "u1", name: "verslag gesprek 12 mei.pdf", done: 1_100_000, size: 2_400_000, paused: false },
            { id: "u2", name: "tekening.png", done: 300_000, size: 800_000, paused: true },
            { id: "u3", name: "brief.docx", done: 34_000, size: 34_000, paused: false },
          ]}
          onChange={nothing}
          onPause={nothing}
          onResume={nothing}
        />
      </div>
    ),
  },
  {
    name: "uitleg",
    show: () => (
      <div class="stack">
        <HubView moved />
        <Details title="Zo is geteld" open>
          <p>Zaterdag, zondag en tweede pinksterdag tellen niet mee.</p>
        </Details>
        <Skeleton reading={{ waiting: "yes", again: nothing }} />
        <Skeleton rows={2} reading={{ waiting: "slow", again: nothing }} />
        <p>
          Politie Oost, 14:02 · <Opening />
        </p>
      </div>
    ),
    begin: () => document.querySelector("summary")?.click(),
  },
  {
    name: "namen",
    show: () => (
      <div class="stack">
        <p>
          <Name role="child">Noah de Vries</Name>, <Name role="child">Mila de Vries</Name>,{" "}
          <Name role="parent">Sanne de Vries</Name>
        </p>
        <p>
          <FreeText>Noah was bij Mila. Sanne de Vries belde in januari. Later kwam noah terug.</FreeText>
        </p>
      </div>
    ),
    begin: ({ app }) => {
      app.prefs.hideNames.value = true;
    },
  },
];
