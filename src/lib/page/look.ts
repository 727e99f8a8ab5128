/*
 * How a device wants pages to look, kept in cookies of this device and written as attributes of <html>,
 * so that the first paint is right without script.
 */
export const themes = ['light', 'dark', 'contrast'] as const;
export const textSizes = ['large', 'larger'] as const;
export const themeCookie = 'yoriai_theme';
export const textCookie = 'yoriai_text';

/** ` data-theme="dark" data-text="large"`; nothing where the device decides. */
export function lookAttributes(cookie: (name: string) => string | undefined): string {
  const theme = themes.find((name) => name === cookie(themeCookie));
  const text = textSizes.find((name) => name === cookie(textCookie));
  return `${theme ? ` data-theme="${theme}"` : ''}${text ? ` data-text="${text}"` : ''}`;
}
