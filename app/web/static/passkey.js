// Asks the browser for a passkey and puts its answer into the form, which is then sent as any other. Nothing else here has a script.
"use strict";
(() => {
  const form = document.getElementById("passkey");
  const trouble = document.getElementById("passkey-trouble");
  const known = window.PublicKeyCredential;
  if (!form || !known || !known.parseRequestOptionsFromJSON) return;
  const options = JSON.parse(form.dataset.options);
  const ask = () =>
    form.dataset.what === "add"
      ? navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(options) });
  form.hidden = false;
  document.getElementById("passkey-without").hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    trouble.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify((await ask()).toJSON());
      form.submit();
    } catch {
      trouble.hidden = false;
    }
  });
})();
