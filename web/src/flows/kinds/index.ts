// What Sluis knows about kinds of organisation, as data: what a school, a police
// desk or a neighbourhood team is called, which flows it may begin and take part
// in, what it is usually asked, on which grounds it may refuse, how much it is
// told as a reporter, and which terms stand in a frame when nobody changes them.
//
// It promises that all of this is in the files of partners/kinds/data, none of
// it in code: Go reads the same files, and a region that merges organisations
// changes data. Every line names its source; what was chosen here and not found
// in a law says so.
//
// It refuses to be law: legal bases are offered, never required, and a basis
// whose article was not read for this carries checked false. It knows no
// organisation, no team and no case, and an unknown kind is treated as "overig".
export * from "./kinds.ts";
export type {
  Answer, Basis, Choice, Clock, FlowName, FrameTerm, Ground, Kind, Level, Question, QuestionSet, Reader, Role, Source,
  Variant,
} from "./data.ts";
