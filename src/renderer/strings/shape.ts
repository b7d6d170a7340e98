/** What a translation must have: the same keys, the same blanks, any text. */
export type Shape<T> = {
  readonly [Key in keyof T]: T[Key] extends string
    ? string
    : T[Key] extends (...blanks: infer Blanks) => string
      ? (...blanks: Blanks) => string
      : Shape<T[Key]>
}
