// The HTTP side: every answer is JSON or a problem document (RFC 9457); nothing is retried behind the person's back.

/** A request that did not succeed. `code` is stable; `status` is 0 when no answer came. */
export class Problem extends Error {
  constructor({ status = 0, code = 'network', detail = '', errors = [], etag = null } = {}) {
    super(detail || code);
    this.name = 'Problem';
    Object.assign(this, { status, code, detail, errors, etag });
  }
}

export class Api {
  /**
   * @param {URL} base where the API is, with a slash at its end
   * @param {() => object | Promise<object>} headers what the host adds to each request, such as a bearer token
   */
  constructor(base, headers, language) {
    this.base = base;
    this.headers = headers;
    this.language = language;
  }

  /** The whole list, page after page where it is a long one. */
  async list(signal) {
    let next = `integrations?view=full&language=${encodeURIComponent(this.language)}`;
    const all = [];
    for (;;) {
      const { value, link } = await this.request('GET', next, { signal });
      if (!Array.isArray(value)) throw new Problem({ code: 'unreadable-answer' });
      all.push(...value);
      const more = /<([^>]*)>; *rel="?next/.exec(link ?? '');
      if (!more || value.length === 0) return { value: all };
      next = `integrations${new URL(more[1], this.address(next)).search}`;
    }
  }

  read(name, signal) {
    return this.request('GET', `${this.path(name)}?view=full`, { signal });
  }

  schema(name, signal) {
    return this.request('GET', `${this.path(name)}/schema?language=${encodeURIComponent(this.language)}`, { signal });
  }

  update(name, body, etag) {
    return this.request('PUT', `${this.path(name)}?view=full`, { body, etag });
  }

  versions(name, before) {
    return this.request('GET', `${this.path(name)}/history?limit=20${before === undefined ? '' : `&before=${before}`}`);
  }

  version(name, revision) {
    return this.request('GET', `${this.path(name)}/history/${revision}`);
  }

  /** What a version changed. */
  difference(name, revision) {
    return this.request('GET', `${this.path(name)}/history/${revision}/diff`);
  }

  restore(name, revision, etag) {
    return this.request('POST', `${this.path(name)}/history/${revision}/restore?view=full`, { etag });
  }

  address(relative) {
    return new URL(relative, this.base);
  }

  path(name) {
    return `integrations/${encodeURIComponent(name)}`;
  }

  async request(method, target, { body, etag, signal } = {}) {
    let answer;
    try {
      const own = { Accept: 'application/json, application/problem+json' };
      if (body !== undefined) own['Content-Type'] = 'application/json';
      else if (method !== 'GET') own['X-Integration-Gallery'] = '1';
      if (etag) own['If-Match'] = etag;
      answer = await fetch(this.address(target), {
        method, signal, credentials: 'same-origin', cache: 'no-cache', redirect: 'error',
        headers: { ...(await this.headers()), ...own },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch (error) {
      if (error?.name === 'AbortError') throw error;
      throw new Problem();
    }
    const text = await answer.text().catch(() => '');
    let value = null;
    try {
      value = text === '' ? null : JSON.parse(text);
    } catch { /* a proxy's page, say: the status tells enough */ }
    if (!answer.ok) {
      throw new Problem({
        status: answer.status,
        code: typeof value?.code === 'string' ? value.code : `http-${answer.status}`,
        detail: typeof value?.detail === 'string' ? value.detail : '',
        errors: Array.isArray(value?.errors) ? value.errors : [],
        etag: answer.headers.get('ETag'),
      });
    }
    if (value === null) throw new Problem({ status: answer.status, code: 'unreadable-answer' });
    return { value, etag: answer.headers.get('ETag'), link: answer.headers.get('Link'), allow: answer.headers.get('Allow') };
  }
}
