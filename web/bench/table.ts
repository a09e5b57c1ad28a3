// The table that a run prints: what, floor, ours, their ratio, the goal and whether it was met.

export interface Line {
  what: string;
  floor: string;
  ours: string;
  ratio: string;
  goal: string;
  met: boolean | undefined;
}

const lines: Line[] = [];

export function median(all: readonly number[]): number {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function quantile(all: readonly number[], q: number): number {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

/** Ours against a floor, turn by turn: the ratio is the median of the turns' ratios. */
export function compare(what: string, turns: readonly { floor: number; ours: number }[], unit: (n: number) => string, least: number): void {
  const ratio = median(turns.map((t) => t.ours / t.floor));
  lines.push({
    what, floor: unit(median(turns.map((t) => t.floor))), ours: unit(median(turns.map((t) => t.ours))),
    ratio: ratio.toFixed(2) + "×", goal: `≥ ${least.toFixed(2)}×`, met: ratio >= least,
  });
}

/** Ours against a bound. */
export function bound(what: string, ours: number, unit: (n: number) => string, most: number, floor = ""): void {
  lines.push({ what, floor, ours: unit(ours), ratio: "", goal: `≤ ${unit(most)}`, met: ours <= most });
}

export function print(): void {
  const rows = [
    ["what", "floor", "ours", "ours : floor", "goal", "verdict"],
    ...lines.map((l) => [l.what, l.floor, l.ours, l.ratio, l.goal, l.met === undefined ? "" : l.met ? "met" : "not met"]),
  ];
  const wide = rows[0]?.map((_, i) => Math.max(...rows.map((r) => [...(r[i] ?? "")].length))) ?? [];
  rows.forEach((row, n) => {
    process.stdout.write("| " + row.map((cell, i) => cell.padEnd(wide[i] ?? 0)).join(" | ") + " |\n");
    if (n === 0) process.stdout.write("|" + wide.map((w) => "-".repeat(w + 2)).join("|") + "|\n");
  });
}
