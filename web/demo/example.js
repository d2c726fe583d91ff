// The documented example.

import { showCode } from "./code.js";
import { button, byId, setText } from "./dom.js";
import { maskedMessage, maskedText } from "./masking.js";
import { refreshState } from "./player.js";
import { addResult } from "./results.js";

/**
 * The example as the documentation has it; only its console is this page's.
 * @param {{log(text: string): void}} console
 */
function documentedExample(console) {
  _bc.authenticateAnonymous(() => {
    playerState.logout(result => {
      var status = result.status;
      console.log(status + " : " + JSON.stringify(result, null, 2));
    });
  });
}

/**
 * The result in a line that the example prints.
 * @param {string} text
 * @returns {import("./results.js").Result}
 */
const printed = (text) => JSON.parse(text.slice(text.indexOf(" : ") + 3));

function runExample() {
  const output = byId("example-output");
  const row = addResult("the documented example");
  setText(output, "Running…");
  try {
    documentedExample({
      log(text) {
        console.log(text);
        setText(output, maskedText(text));
        row.answered(printed(text));
        refreshState();
      },
    });
  } catch (error) {
    row.refused(error);
    setText(output, maskedMessage(error));
  }
  refreshState();
}

export function setUpExample() {
  showCode(byId("example-code"), documentedExample);
  button("run-example").addEventListener("click", runExample);
}
