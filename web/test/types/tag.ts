/// <reference path="../../playerstate.d.ts" />
// Right uses on a page with the script tag: no import, two globals.

_bc.initialize("20001", "secret", "1.0.0");
_bc.authenticateAnonymous(() => {
  playerState.logout(result => {
    var status = result.status;
    console.log(status + " : " + JSON.stringify(result, null, 2));
  });
});

window.playerState.logout();
const loaded: boolean = typeof window._bc === "object";
console.log(loaded);

// Under the name that data-code-prefix gives.
declare const game: import("playerstate").BrainCloudClient;
game.logout(true);
