/** Days that are kept and compared with the truth. */
export const SETTLED_DAYS = 60
