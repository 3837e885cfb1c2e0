/** A value of type T that only its own module may make: two brands never mix. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };
