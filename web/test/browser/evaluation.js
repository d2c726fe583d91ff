// The body of a function that WebDriver calls with a text and a callback. An expression, for
// which the text is named script, is put in below. The callback gets the JSON of its value,
// {"value": …}, or {"error": "…"}, or {"barred": true} if the page's Content Security Policy
// bars eval.
const [script, done] = arguments;
// What JSON.stringify writes of an object may be the page's.
const json = (value) => {
  if (Array.isArray(value)) return `[${value.map(json).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  return `{${Object.keys(value).map((name) => `${JSON.stringify(name)}:${json(value[name])}`).join()}}`;
};
(async () => {
  let value;
  try {
    value = EXPRESSION;
  } catch (error) {
    if (error instanceof EvalError) return '{"barred":true}';
    throw error;
  }
  return `{"value":${json(await value)}}`;
})().catch((error) => `{"error":${JSON.stringify(`${error}\n${error?.stack ?? ""}`)}}`).then(done);
