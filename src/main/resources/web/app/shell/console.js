import { onSessionEnd } from '../api/client.js';
import { session } from '../api/session.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { failed } from '../ui/toast.js';
import { empty, failure } from '../ui/states.js';
import { pageHeader } from '../ui/tabs.js';
import '../ui/dialog.js';
import '../ui/icon.js';
import { ROUTES, SECTIONS } from './routes.js';
import { ROOT, followHistory, followLinks, match, navigate, to } from './router.js';
import { applyTheme, setTheme, theme } from './theme.js';
import './sign-in.js';

const SIGN_IN = `${ROOT}/sign-in`;
const HOME = `${ROOT}/integrations`;

/** The frame around all pages: navigation, the page of the current address, and who is signed in. */
class SdConsole extends SdElement {
  static properties = {
    page: { state: true },
    problem: { state: true },
    navigating: { state: true },
    menuOpen: { state: true },
    renewing: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    applyTheme();
    this.addEventListener('click', followLinks);
    window.addEventListener('popstate', followHistory);
    window.addEventListener('sd-navigate', () => this.#go());
    window.addEventListener('focus', () => this.#renewedElsewhere());
    session.addEventListener('change', () => this.requestUpdate());
    onSessionEnd(() => this.#renew());
    this.#start();
  }

  async #start() {
    try {
      await session.load();
      await this.#go();
    } catch (error) {
      this.problem = error;
    }
  }

  async #go() {
    this.menuOpen = false;
    this.problem = null;
    if (!session.who) {
      this.#askToSignIn();
      return;
    }
    if ([ROOT, `${ROOT}/`, SIGN_IN].includes(location.pathname)) {
      navigate(this.#returnTo(), { replace: true });
      return;
    }
    await this.#open(match(ROUTES, location.pathname));
  }

  #askToSignIn() {
    this.page = null;
    document.title = 'Sign in · Stagedoor';
    if (location.pathname !== SIGN_IN) {
      const back = encodeURIComponent(location.pathname + location.search);
      history.replaceState(null, '', `${SIGN_IN}?returnTo=${back}`);
    }
    this.requestUpdate();
  }

  /* Only addresses of the console itself: the parameter comes from outside. */
  #returnTo() {
    const target = new URLSearchParams(location.search).get('returnTo') ?? HOME;
    const url = URL.parse(target, location.origin);
    const isOurs = url?.origin === location.origin && url.pathname.startsWith(`${ROOT}/`) && url.pathname !== SIGN_IN;
    return isOurs ? url.pathname + url.search : HOME;
  }

  async #open(found) {
    if (!found) {
      this.page = null;
      this.problem = { status: 404, message: 'There is no page at this address.' };
      return;
    }
    this.navigating = true;
    try {
      await found.route.load();
      this.#put(found);
    } catch (error) {
      this.problem = error;
    } finally {
      this.navigating = false;
    }
  }

  /* The same page with another address keeps its element, so that what is typed and scrolled stays. */
  #put({ route, params }) {
    document.title = `${route.title} · Stagedoor`;
    if (this.page?.localName !== route.tag) {
      this.page = document.createElement(route.tag);
      scrollTo(0, 0);
    }
    this.page.params = params;
    this.section = route.section;
    this.requestUpdate();
  }

  /* Waits in a dialog over the page, so that no typed form is lost. */
  #renew() {
    this.renewing ??= Promise.withResolvers();
    return this.renewing.promise;
  }

  #renewed() {
    this.renewing?.resolve();
    this.renewing = null;
    if (!this.page) {
      this.#go();
    }
  }

  async #renewedElsewhere() {
    if (this.renewing) {
      await session.load().then(() => this.#renewed(), () => {});
    }
  }

  #giveUp() {
    this.renewing.reject(new Error('Your session has ended. Sign in to go on.'));
    this.renewing = null;
  }

  async #signOut() {
    try {
      await session.signOut();
      this.page = null;
      navigate(SIGN_IN);
    } catch (error) {
      failed(error);
    }
  }

  render() {
    this.classList.toggle('outside', !session.who);
    return session.who ? this.#inside() : this.#outside();
  }

  #outside() {
    if (this.problem) {
      return html`<main class="sign-in">${failure(this.problem, () => location.reload())}</main>`;
    }
    if (!location.pathname.startsWith(SIGN_IN)) {
      return nothing;
    }
    return html`<main class="sign-in"><span class="brand">${mark()}Stagedoor</span><h1>Sign in</h1>
      <sd-sign-in @signed-in=${() => this.#renewed()}></sd-sign-in></main>`;
  }

  #inside() {
    return html`
      <a class="button visually-hidden" href="#content" @click=${this.#skip}>Skip to content</a>
      <nav class="bar" aria-label="Menu"><button class="button quiet icon-only" type="button" aria-label="Menu" aria-expanded=${String(!!this.menuOpen)}
          aria-controls="side" @click=${() => (this.menuOpen = !this.menuOpen)}><sd-icon name="menu" size="20"></sd-icon></button>
        <a class="brand" href=${HOME}>${mark()}Stagedoor</a></nav>
      <header class="side ${this.menuOpen ? 'open' : ''}" id="side" @keydown=${this.#menuKey}>
        <a class="brand" href=${HOME}>${mark()}Stagedoor</a>
        <nav aria-label="Main" class="stack">${SECTIONS.map((section) => this.#section(section))}</nav>
        ${this.#foot()}</header>
      <main class="content" id="content" tabindex="-1" @click=${() => (this.menuOpen = false)}>${this.#page()}</main>
      ${this.navigating ? html`<div class="progress" role="progressbar" aria-label="Loading page"></div>` : nothing}
      <sd-toasts></sd-toasts>
      <sd-dialog heading="Your session has ended" ?open=${!!this.renewing} @close=${this.#giveUp}>
        <div class="stack"><p>Sign in again: what you have typed is still there, and goes on from here.</p>
          ${this.renewing ? html`<sd-sign-in again @signed-in=${() => this.#renewed()}></sd-sign-in>` : nothing}</div>
      </sd-dialog>`;
  }

  #section({ label, entries }) {
    const shown = entries.filter(({ needs }) => !needs || session.has(...needs));
    return html`<div>${label && shown.length ? html`<h2>${label}</h2>` : nothing}
      <ul>${shown.map(({ path, label: text, icon }) => html`<li><a href=${ROOT + path}
        aria-current=${this.section === path ? 'page' : 'false'}><sd-icon name=${icon}></sd-icon>${text}</a></li>`)}</ul></div>`;
  }

  #foot() {
    const dark = theme() === 'dark';
    return html`<div class="foot"><a class="who" href=${to`/users/${session.who.id}`} title=${session.who.id}
      aria-label="You: ${session.who.name || session.who.id}">${session.who.name || session.who.id}</a>
      <div class="row"><button class="button quiet" type="button" @click=${this.#signOut}><sd-icon name="out"></sd-icon>Sign out</button>
        <button class="button quiet icon-only" type="button" aria-label=${dark ? 'Use light colours' : 'Use dark colours'}
          @click=${() => { setTheme(dark ? 'light' : 'dark'); this.requestUpdate(); }}><sd-icon name=${dark ? 'sun' : 'moon'}></sd-icon></button></div></div>`;
  }

  #page() {
    if (this.problem?.status === 404) {
      return html`<div>${pageHeader({ heading: 'No such page' })}${empty({ icon: 'search', heading: 'Nothing is here', text: this.problem.message })}</div>`;
    }
    return this.problem ? html`<div>${failure(this.problem, () => this.#go())}</div>` : (this.page ?? nothing);
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector('#content').focus();
  }

  #menuKey(event) {
    if (event.key === 'Escape') {
      this.menuOpen = false;
    }
  }
}

function mark() {
  return html`<svg viewBox="0 0 24 24" width="20" height="20" fill="currentColor" aria-hidden="true">
    <path d="M3 2h18v20h-4V6H7v16H3z"></path><path d="M9 8h6v14H9z" opacity=".45"></path></svg>`;
}

define('sd-console', SdConsole);
