const KEY = 'stagedoor-theme';

/** Light or dark: as the person chose, or as the system says. */
export function theme() {
  return localStorage.getItem(KEY) ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

export function setTheme(name) {
  localStorage.setItem(KEY, name);
  applyTheme();
}

/** Fires `sd-theme`, for what is drawn by script. */
export function applyTheme() {
  document.documentElement.dataset.theme = theme();
  window.dispatchEvent(new Event('sd-theme'));
}
