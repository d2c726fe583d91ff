// Prints the names that playerstate.d.ts declares, as JSON: those that a program can
// use, each with what typeof says of it. Takes the compiler's folder and the file.
import path from "node:path";
import { pathToFileURL } from "node:url";

const [compiler, file] = process.argv.slice(2);
const { default: ts } = await import(pathToFileURL(path.join(compiler, "lib", "typescript.js")).href);

const program = ts.createProgram([file], { strict: true, target: ts.ScriptTarget.ES2022, types: [] });
const checker = program.getTypeChecker();
const declared = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)));

/** What typeof says. */
function kind(type) {
  if (type.getCallSignatures().length > 0) return "function";
  for (const [flag, name] of [[ts.TypeFlags.StringLike, "string"], [ts.TypeFlags.NumberLike, "number"], [ts.TypeFlags.BooleanLike, "boolean"]]) {
    if (type.flags & flag) return name;
  }
  return "object";
}

const kindOf = (symbol) => kind(checker.getTypeOfSymbol(symbol));
const named = (name) => checker.getDeclaredTypeOfSymbol(declared.find((symbol) => symbol.name === name));
const kinds = (symbols) => Object.fromEntries(symbols.map((symbol) => [symbol.name, kindOf(symbol)]));

const globals = ["_bc", "playerState"].filter((name) => checker.resolveName(name, undefined, ts.SymbolFlags.Variable, false));
console.log(JSON.stringify({
  exports: kinds(declared.filter((symbol) => symbol.flags & ts.SymbolFlags.Value)),
  globals,
  client: kinds(named("BrainCloudClient").getProperties()),
  playerState: kinds(named("PlayerState").getProperties()),
  reasonCodes: Object.fromEntries(named("ReasonCodes").getProperties().map((symbol) => [symbol.name, checker.getTypeOfSymbol(symbol).value])),
  events: Object.fromEntries(named("ClientEventMap").getProperties().map((symbol) => {
    const detail = checker.getTypeOfPropertyOfType(checker.getTypeOfSymbol(symbol), "detail");
    return [symbol.name, kinds(detail.getProperties())];
  })),
}));
