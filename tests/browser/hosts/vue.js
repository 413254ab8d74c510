import { createApp, h, ref } from 'vue';
import 'integration-gallery-page';

createApp({
  setup() {
    const shown = ref(true);
    const last = ref('nothing');
    const locked = ref(false);
    const headers = async () => ({ Authorization: 'Bearer from-vue' });
    return () => h('main', [
      h('h1', 'Administration'),
      h('p', { id: 'last' }, last.value),
      h('label', [h('input', { type: 'checkbox', checked: locked.value, onChange: (event) => { locked.value = event.target.checked; } }), ' Locked']),
      h('button', { type: 'button', onClick: () => { shown.value = !shown.value; } }, 'Show or hide'),
      shown.value ? h('integration-gallery', {
        base: '/api/v1/', 'heading-level': '2', requestHeaders: headers,
        onIntegrationChange: (event) => { last.value = `${event.detail.name}: ${event.detail.change}`; },
        onIntegrationBeforeChange: (event) => { if (locked.value) event.preventDefault(); },
      }) : null,
    ]);
  },
}).mount('#host');
