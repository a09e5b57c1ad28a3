// Finds the checks of a source file, and writes the file so that each can be switched off.
//
// A check is a refusal with a code E01 to E19 (what such a code decides, FORMAT.md says),
// with the condition it stands under: fail("E05", …), new SluisError("E05", …), or a call
// of a function that does nothing but refuse. To switch it off is to go on as if the
// condition did not hold:
//
//	if (cond) fail(…)            if (sluisCheck(n, cond)) fail(…)
//	cond ? fail(…) : value       sluisCheck(n, cond) ? fail(…) : value
//	cond ? value : fail(…)       !sluisCheck(n, !(cond)) ? value : fail(…)
//	value ?? fail(…)             value ?? (sluisCheck(n, true) ? fail(…) : undefined)
//	fail(…);  throw …;           if (sluisCheck(n, true)) fail(…);
import ts from "typescript";

/** What a check's form is called in the list of forms. */
export const forms = ["if", "ternary", "operator", "rest"];

const isFunction = (n) => ts.isFunctionLike(n) && "body" in n && n.body !== undefined;
const literal = (n) => ts.isStringLiteral(n) || ts.isNoSubstitutionTemplateLiteral(n);

/** The codes that an argument may have: those of the texts in it, none when it is computed. */
function codesOf(argument) {
  const found = [];
  const look = (n) => {
    if (literal(n) && /^E\d\d$/.test(n.text)) found.push(n.text);
    if (ts.isConditionalExpression(n)) return [n.whenTrue, n.whenFalse].forEach(look);
    if (!literal(n)) ts.forEachChild(n, look);
  };
  look(argument);
  return found;
}

const bare = (n) => {
  while (ts.isParenthesizedExpression(n) || ts.isVoidExpression(n) || ts.isAwaitExpression(n) || ts.isAsExpression(n)) n = n.expression;
  return n;
};

/** The one expression that a function consists of. */
function onlyExpression(fn) {
  if (!ts.isBlock(fn.body)) return fn.body;
  const [only, ...more] = fn.body.statements;
  if (only === undefined || more.length > 0) return undefined;
  return ts.isReturnStatement(only) || ts.isThrowStatement(only) || ts.isExpressionStatement(only) ? only.expression : undefined;
}

/** A name for what a node stands in. */
function functionOf(node) {
  for (let n = node.parent; n !== undefined; n = n.parent) {
    if ((ts.isFunctionDeclaration(n) || ts.isMethodDeclaration(n) || ts.isAccessor(n)) && n.name !== undefined) return n.name.getText();
    if (ts.isConstructorDeclaration(n)) return "constructor";
    const above = n.parent?.parent?.parent;
    if ((ts.isVariableDeclaration(n) && above !== undefined && ts.isSourceFile(above)) || ts.isPropertyDeclaration(n)) return n.name.getText();
  }
  return "";
}

/**
 * Names the functions of all files that do nothing but refuse, with what they refuse: to
 * call one is a refusal too.
 */
export function refusers(files) {
  const known = new Map();
  for (const { path, source } of files) {
    const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
    const note = (name, fn) => {
      if (!isFunction(fn) || name === "fail") return;
      const only = onlyExpression(fn);
      if (only === undefined) return;
      const e = bare(only);
      const other = ts.isCallExpression(e) ? known.get(`${path} ${e.expression.getText()}`) : undefined;
      const said = direct(e) ?? other;
      if (said !== undefined) known.set(`${path} ${name}`, said);
    };
    for (const s of file.statements) {
      if (ts.isFunctionDeclaration(s) && s.name !== undefined) note(s.name.text, s);
      if (ts.isVariableStatement(s)) for (const d of s.declarationList.declarations) if (d.initializer) note(d.name.getText(), d.initializer);
    }
  }
  return known;
}

/** What fail(…) or new SluisError(…) refuses. */
function direct(n) {
  const made = ts.isNewExpression(n) && n.expression.getText() === "SluisError";
  const failed = ts.isCallExpression(n) && n.expression.getText() === "fail";
  if (!made && !failed) return undefined;
  const [code, said] = n.arguments ?? [];
  if (code === undefined || said === undefined) return undefined;
  return { codes: codesOf(code), said: said.getText().replace(/\s+/g, " ") };
}

/** Where a module's names come from, by their names here. */
function imported(file, resolve) {
  const from = new Map();
  for (const s of file.statements) {
    if (!ts.isImportDeclaration(s) || !s.importClause?.namedBindings || !ts.isNamedImports(s.importClause.namedBindings)) continue;
    const path = resolve(s.moduleSpecifier.text);
    for (const e of s.importClause.namedBindings.elements) from.set(e.name.text, `${path} ${(e.propertyName ?? e.name).text}`);
  }
  return from;
}

/**
 * Reads one file. It gives its checks, numbered from first on, the text in which they can be
 * switched off, and how many refusals were left out and why.
 */
export function find(path, source, first, known, resolve) {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const from = imported(file, resolve);
  const checks = [];
  const edits = [];
  const left = { later: 0, computed: 0 };
  /** What comes through a folder's index.ts stands in one of its files. */
  const passedOn = (key) => {
    if (!key?.includes("/index.ts ")) return undefined;
    const [folder, name] = key.split("index.ts ");
    return [...known].find(([k]) => k.startsWith(folder) && !k.slice(folder.length).includes("/") && k.endsWith(` ${name}`))?.[1];
  };
  const refusal = (n) => {
    const said = direct(n);
    if (said !== undefined) return said;
    if (!ts.isCallExpression(n) || !ts.isIdentifier(n.expression)) return undefined;
    const called = n.expression.text;
    const helper = known.get(from.get(called) ?? `${path} ${called}`) ?? passedOn(from.get(called));
    if (helper === undefined) return undefined;
    const said2 = n.arguments.filter((a) => literal(a) || ts.isTemplateExpression(a)).map((a) => a.getText()).join(", ");
    return { codes: helper.codes, said: said2 === "" ? helper.said : said2 };
  };
  const check = (n, { codes, said }, form, ...made) => {
    const number = first + checks.length;
    const line = file.getLineAndCharacterOfPosition(n.getStart()).line + 1;
    checks.push({ number, file: path, line, function: functionOf(n), refusal: `${codes.join("/")} ${said}`, form });
    for (const [at, text, last] of made) edits.push({ at, text: text.replaceAll("#", String(number)), last });
  };
  const around = (n, before, after) => [[n.getStart(), before], [n.getEnd(), after, true]];
  const counts = (said) => {
    if (said.codes.some((c) => c <= "E19")) return true;
    left[said.codes.length === 0 ? "computed" : "later"]++;
    return false;
  };
  /** What a block ends with, if that refuses. */
  const ends = (statement) => {
    const last = ts.isBlock(statement) ? statement.statements.at(-1) : statement;
    if (last === undefined) return undefined;
    if (!ts.isReturnStatement(last) && !ts.isThrowStatement(last) && !ts.isExpressionStatement(last)) return undefined;
    if (last.expression === undefined) return undefined;
    let e = bare(last.expression);
    if (ts.isBinaryExpression(e) && e.operatorToken.kind === ts.SyntaxKind.EqualsToken) e = bare(e.right);
    if (ts.isObjectLiteralExpression(e)) e = e.properties.map((p) => (ts.isPropertyAssignment(p) ? bare(p.initializer) : p)).find((v) => refusal(v)) ?? e;
    return refusal(e) === undefined ? undefined : e;
  };
  const helperBody = (n) => {
    for (let p = n.parent; p !== undefined; p = p.parent) {
      if (!isFunction(p)) continue;
      const name = ts.isFunctionDeclaration(p) ? p.name?.text : ts.isVariableDeclaration(p.parent) ? p.parent.name.getText() : undefined;
      return name !== undefined && known.has(`${path} ${name}`) && bare(onlyExpression(p) ?? p) === n;
    }
    return false;
  };
  const done = new Set(); // refusals whose condition was found above them
  const visit = (n) => {
    if (ts.isIfStatement(n)) {
      const r = ends(n.thenStatement);
      if (r !== undefined) {
        done.add(r);
        if (counts(refusal(r))) check(r, refusal(r), "if", ...around(n.expression, "globalThis.sluisCheck(#, ", ")"));
      }
    } else if (ts.isConditionalExpression(n)) {
      const yes = bare(n.whenTrue);
      const no = bare(n.whenFalse);
      if (refusal(yes) !== undefined) {
        done.add(yes);
        if (counts(refusal(yes))) check(yes, refusal(yes), "ternary", ...around(n.condition, "globalThis.sluisCheck(#, ", ")"));
      } else if (refusal(no) !== undefined) {
        done.add(no);
        if (counts(refusal(no))) check(no, refusal(no), "ternary", ...around(n.condition, "!globalThis.sluisCheck(#, !(", "))"));
      }
    } else if (ts.isExpression(n) && refusal(n) !== undefined && !done.has(n) && !helperBody(n) && counts(refusal(n))) {
      const p = n.parent;
      const operator = ts.isBinaryExpression(p) && p.right === n;
      if (ts.isExpressionStatement(p) || ts.isThrowStatement(p)) {
        check(n, refusal(n), "rest", [p.getStart(), "if (globalThis.sluisCheck(#, true)) "]);
      } else {
        check(n, refusal(n), operator ? "operator" : "rest", ...around(n, "(globalThis.sluisCheck(#, true) ? ", " : undefined)"));
      }
    }
    ts.forEachChild(n, visit);
  };
  visit(file);
  // Written from the end on: what is written last at one place stands first there. So what
  // opens is written before what closes; of what opens the inner first, of what closes the outer.
  edits.forEach((e, i) => (e.nth = e.last ? i : -i));
  edits.sort((a, b) => b.at - a.at || Number(a.last ?? false) - Number(b.last ?? false) || a.nth - b.nth);
  let text = source;
  for (const e of edits) text = text.slice(0, e.at) + e.text + text.slice(e.at);
  return { checks, text, left };
}
