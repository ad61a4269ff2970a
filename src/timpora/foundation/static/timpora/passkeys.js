// Passkeys: a form with data-passkey="get" or "create" asks the browser's own dialog and sends what it answered.
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

  function asked(options) {
    const wanted = { ...options, challenge: bytes(options.challenge) };
    if (options.user) wanted.user = { ...options.user, id: bytes(options.user.id) };
    if (options.excludeCredentials) wanted.excludeCredentials = known(options.excludeCredentials);
    if (options.allowCredentials) wanted.allowCredentials = known(options.allowCredentials);
    return { publicKey: wanted };
  }
  function told(credential) {
    const { id, rawId, type, response } = credential;
    const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
    const given = Object.fromEntries(parts.filter((part) => response[part]).map((part) => [part, text(response[part])]));
    return { id, rawId: text(rawId), type, response: given, clientExtensionResults: credential.getClientExtensionResults() };
  }

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const part = (name) => form.querySelector(`[data-passkey-${name}]`);
    if (!window.PublicKeyCredential || /^[\d.]+$|^\[/.test(location.hostname)) return;
    part("part").hidden = false;
    part("missing")?.remove();
    part("act").addEventListener("click", async () => {
      if (form.dataset.passkey === "create" && !form.reportValidity()) return;
      part("failed").hidden = true;
      try {
        const { publicKey } = JSON.parse(form.dataset.options);
        const credential = await navigator.credentials[form.dataset.passkey](asked(publicKey));
        form.elements.answer.value = JSON.stringify(told(credential));
        form.submit();
      } catch {
        part("failed").hidden = false;
      }
    });
  });
})();
