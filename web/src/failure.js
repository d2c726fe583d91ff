/**
 * A result that the script makes itself, as the program can not give one.
 * @param {number} reasonCode @param {string} message
 */
export const failure = (reasonCode, message) =>
  ({ status: 900, reason_code: reasonCode, status_message: message, severity: "ERROR" });
