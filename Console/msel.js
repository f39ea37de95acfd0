// Sheets of main events and incidents as planners have them: comma or tab separated values, columns by any name, times
// as they are written. What has no place among the properties of an inject is kept as a column of its own.

import { momentIn } from "./day-field.js";
import { momentAt, shownAt } from "./zones.js";

/** So many rows and columns of a sheet, so many characters of a cell. */
export const most = { rows: 2000, columns: 100, cell: 20_000 };

/** What a column can be, with the names by which sheets call it. */
export const meanings = {
  number: "number|no|nr|n°|#|id|serial|inject|inject number|inject no|番号|項番|numéro|nummer|lfd nr|einlage nr",
  time: "time|planned|planned time|when|dtg|date time|start|basis|時刻|予定時刻|付与時刻|heure|date heure|zeit|zeitpunkt|dzg",
  name: "title|name|event title|inject title|subject|件名|表題|titre|objet|titel|betreff",
  storyline: "storyline|story line|thread|vignette|筋書|ストーリーライン|trame|fil|handlungsstrang",
  event: "event|main event|事象|événement|ereignis",
  incident: "incident|sub event|付随事象|vorfall",
  played_by: "from|sender|originator|played by|from (played)|発信者|発信|de|émetteur|von|absender",
  audience: "to|audience|recipient|training audience|cell|宛先|対象|訓練対象|à|destinataire|an|empfänger",
  means: "means|medium|channel|method|delivery|手段|方法|moyen|mittel|kanal",
  body: "text|description|message|content|inject text|details|内容|本文|texte|contenu|inhalt",
  expected:
    "expected action|expected actions|expected response|expected outcome|期待行動|予期行動|réaction attendue|erwartung",
  objectives: "objective|objectives|training objective|目標|訓練目標|objectif|objectifs|ziel|übungsziel",
  responsible: "responsible|controller|owner|担当|担当者|responsable|zuständig|verantwortlich",
  state: "state|status|状態|état|statut|stand",
  depends_on: "after|depends on|dependency|predecessor|前提|先行|après|dépend de|nach|abhängig von",
  remarks: "remarks|notes|comment|comments|備考|remarques|observations|bemerkungen|anmerkungen",
};

/** Columns that the sheet of this page has for people alone. */
const ours = new Set(["marking", "sent", "verdict"]);

const plain = (text) =>
  text
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/[_.:]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** What a column is, by its name: a property, `column` for one that is kept as it is, or nothing. */
export function meaningOf(head) {
  const wanted = plain(head);
  if (!wanted || ours.has(wanted)) return "";
  const found = Object.entries(meanings).find(([, names]) => names.split("|").includes(wanted));
  return found ? found[0] : "column";
}

/** The cells of a sheet (RFC 4180; also with semicolons or tabs), rows without any left out. */
export function cells(text) {
  const given = text.replace(/^\uFEFF/, "");
  const first = given.split(/\r?\n/, 1)[0];
  const sign = ["\t", ";", ","].toSorted((one, other) => first.split(other).length - first.split(one).length)[0];
  const rows = [[]];
  let [cell, isQuoted] = ["", false];
  const end = () => {
    rows.at(-1).push(unguarded(cell.trim()));
    cell = "";
  };
  for (let place = 0; place < given.length; place++) {
    const letter = given[place];
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (given[place + 1] === '"') [cell, place] = [`${cell}"`, place + 1];
      else isQuoted = false;
    } else if (letter === '"' && !cell) isQuoted = true;
    else if (letter === sign) end();
    else if (letter === "\n") {
      end();
      rows.push([]);
      if (rows.length > most.rows + 2) throw new RangeError("rows");
    } else if (letter !== "\r") cell += letter;
    if (cell.length > most.cell) throw new RangeError("cell");
  }
  end();
  const filled = rows.filter((row) => row.some(Boolean));
  if (filled.some((row) => row.length > most.columns)) throw new RangeError("columns");
  if (filled.length > most.rows + 1) throw new RangeError("rows");
  return filled;
}

/** What begins as a formula is text in every program that opens the file. */
const guarded = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const unguarded = (text) => (/^'[=+\-@]/.test(text) ? text.slice(1) : text);

const quoted = (value) => {
  const text = guarded(String(value ?? ""));
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A sheet of rows; with the mark of bytes that tells spreadsheets how it is written. */
export const sheet = (rows) => `\uFEFF${rows.map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const letters = "YXWVUTSRQPONZABCDEFGHIKLM";

/** A date-time group, `121530ZMAR27`: a moment, or nothing. */
function group(text) {
  const found = /^(\d{2})(\d{2})(\d{2})([A-Z])([A-Z]{3})(\d{2})$/.exec(text.replace(/\s+/g, "").toUpperCase());
  const [, day, hour, minute, letter, name, year] = found ?? [];
  const [ahead, month] = [letters.indexOf(letter ?? "") - 12, months.indexOf(name ?? "")];
  if (!found || ahead < -12 || month < 0 || hour > 23 || minute > 59) return null;
  const date = new Date(Date.UTC(2000 + Number(year), month, Number(day), Number(hour), Number(minute)));
  if (date.getUTCDate() !== Number(day)) return null;
  return new Date(date.valueOf() - ahead * 3_600_000).toISOString().replace(".000Z", "Z");
}

const day = 86_400;

/** Seconds after STARTEX: `D+2 H+3 M+45` (J and T for D and H), `STARTEX+1:30`, `T+01:30`; null for what is none. */
function offset(text) {
  const simple = /^(?:STARTEX|T|H)\s*([+\-−])\s*(\d{1,3})[:h](\d{2})$/i.exec(text);
  if (simple) return (simple[1] === "+" ? 1 : -1) * (Number(simple[2]) * 3600 + Number(simple[3]) * 60);
  const parts = [...text.matchAll(/([DJHTM])\s*([+\-−])\s*(\d{1,4})/gi)];
  if (!parts.length || text.replace(/([DJHTM])\s*([+\-−])\s*(\d{1,4})/gi, "").trim()) return null;
  const worth = { D: day, J: day, H: 3600, T: 3600, M: 60 };
  return parts.reduce(
    (sum, [, unit, sign, count]) => sum + (sign === "+" ? 1 : -1) * worth[unit.toUpperCase()] * Number(count),
    0,
  );
}

/**
 * The time of an inject as a sheet has it, with the text kept; null for what is none.
 * @param begins STARTEX; clock times without a day are of that day, `D+1 09:30` of the one after it.
 */
export function timeIn(text, { begins, zone }) {
  const given = text.normalize("NFKC").trim();
  if (!given) return {};
  const seconds = offset(given);
  if (seconds !== null) return { from_start: seconds, basis: text };
  if (/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(given) && !Number.isNaN(Date.parse(given)))
    return { planned_at: new Date(given).toISOString().replace(".000Z", "Z"), basis: text };
  const moment = group(given) ?? clockIn(given, { begins, zone });
  return moment && { planned_at: moment, basis: text };
}

/** A time on the clock of the place, with a day, with `D+1`, or of the day of STARTEX. */
function clockIn(text, { begins, zone }) {
  const whole = momentIn(text);
  if (whole) return momentAt(whole, zone);
  const [, , days = "0", hour, minute] = /^([DJ]\s*\+\s*(\d{1,3})\s+)?(\d{1,2})[:h](\d{2})$/i.exec(text) ?? [];
  if (hour === undefined || hour > 23 || minute > 59) return null;
  const first = Date.parse(`${shownAt(begins, zone).slice(0, 10)}T00:00:00Z`);
  const date = new Date(first + Number(days) * day * 1000).toISOString().slice(0, 10);
  return momentAt(`${date}T${hour.padStart(2, "0")}:${minute}`, zone);
}

const list = (text) =>
  text
    .split(/[,;\n]+/)
    .map((one) => one.trim())
    .filter(Boolean);

/**
 * The rows of a sheet as the node takes them, and what can't be read: `{ rows, faults: [{ row, column, text }] }`.
 * @param sheetCells with the heads in the first row.
 * @param chosen what each column is.
 * @param context `begins`, `zone`, `cells` and `objectives` of the exercise.
 */
export function rowsOf([heads, ...body], chosen, context) {
  const faults = [];
  const rows = body.map((line, place) => {
    const row = {};
    const fault = (at) => faults.push({ row: place + 2, column: heads[at], text: line[at] });
    chosen.forEach((meaning, at) => {
      const text = line[at] ?? "";
      if (meaning === "column") {
        if (text) row.columns = { ...row.columns, [heads[at]]: text };
      } else if (meaning && !put(row, meaning, text, context)) fault(at);
    });
    return row;
  });
  return { rows, faults };
}

/** Puts a cell into a row; false if it can't be read. */
function put(row, meaning, text, { begins, zone, cells: known, objectives }) {
  if (meaning === "time") {
    const found = timeIn(text, { begins, zone });
    Object.assign(row, found);
    return found !== null;
  }
  if (meaning === "audience") {
    row.audience = list(text).map((one) => known.find(({ cell, name }) => [cell, name].includes(one))?.cell ?? one);
    return row.audience.every((one) => /^[a-z0-9-]{1,40}$/.test(one));
  }
  if (meaning === "objectives") {
    const found = list(text).map((one) => objectives.find(({ number, name }) => [number, name].includes(one))?.id);
    if (found.length) row.objectives = found.filter(Boolean);
    return found.every(Boolean);
  }
  if (meaning === "state") {
    const state = plain(text).replace(" ", "-");
    // What was sent is said by the node alone.
    if (["draft", "ready", "on-hold", "cancelled"].includes(state)) row.state = state;
    return !state || state === "sent" || Boolean(row.state);
  }
  if (meaning === "depends_on") row.depends_on = list(text);
  else row[meaning] = text;
  return true;
}

/** The heads of the sheet that this page writes. */
const heads = [
  ["number", (one) => one.number],
  ["time", (one) => one.basis ?? one.planned_at],
  ["title", (one) => one.name],
  ["storyline", (one) => one.storyline],
  ["event", (one) => one.event],
  ["incident", (one) => one.incident],
  ["from", (one) => one.played_by],
  ["to", (one) => (one.audience ?? []).join("; ")],
  ["means", (one) => one.means],
  ["text", (one) => one.body],
  ["expected action", (one) => one.expected],
  [
    "objective",
    (one, objectives) =>
      (one.objective_refs ?? [])
        .map((id) => objectives.get(id))
        .filter(Boolean)
        .join("; "),
  ],
  ["responsible", (one) => one.responsible],
  ["state", (one) => one.state],
  ["after", (one) => (one.depends_on ?? []).join("; ")],
  ["remarks", (one) => one.remarks],
];

/** Injects as a sheet: what they say, the planners' own columns, and on each line its marking. */
export function sheetOf(items, columns, exercise) {
  const objectives = new Map(exercise.objectives.map((one) => [one.id, one.number ?? one.name]));
  const line = (one) => [
    ...heads.map(([, value]) => value(one, objectives)),
    ...columns.map((name) => one.columns?.[name]),
    one.sent_at,
    one.verdict,
    one.banner,
  ];
  return sheet([[...heads.map(([name]) => name), ...columns, "sent", "verdict", "marking"], ...items.map(line)]);
}
