/** Menus, selects and dialogs take their own keys while they are open; a tooltip takes none. */
export const isCovered = (): boolean =>
  document.querySelector('[data-base-ui-portal] [data-open]:not([data-nested], [data-tooltip])') !== null
