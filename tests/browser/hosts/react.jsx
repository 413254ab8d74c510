import { StrictMode, useCallback, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'integration-gallery-page';

function Admin() {
  const [shown, setShown] = useState(true);
  const [last, setLast] = useState('nothing');
  const [locked, setLocked] = useState(false);
  const headers = useCallback(async () => ({ Authorization: 'Bearer from-react' }), []);
  return (
    <main>
      <h1>Administration</h1>
      <p id="last">{last}</p>
      <label><input type="checkbox" checked={locked} onChange={(event) => setLocked(event.target.checked)} /> Locked</label>
      <button type="button" onClick={() => setShown(!shown)}>Show or hide</button>
      {shown && (
        <integration-gallery
          base="/api/v1/"
          heading-level="2"
          requestHeaders={headers}
          onintegration-change={(event) => setLast(`${event.detail.name}: ${event.detail.change}`)}
          onintegration-before-change={(event) => { if (locked) event.preventDefault(); }}
        />
      )}
    </main>
  );
}

createRoot(document.getElementById('host')).render(<StrictMode><Admin /></StrictMode>);
