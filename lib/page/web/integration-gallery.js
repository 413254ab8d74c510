customElements.get("integration-gallery") ?? customElements.define("integration-gallery", class extends HTMLElement {});
