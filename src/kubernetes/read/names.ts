/** Whether a text is a DNS label as RFC 1123 has it: what namespaces and containers are named. */
export function isLabelName(name: string): boolean {
  return name.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name);
}

/** Whether a text is a DNS subdomain as RFC 1123 has it: what most objects are named. */
export function isSubdomainName(name: string): boolean {
  return name.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name);
}

/** Whether a text is an IANA service name: what ports are named. */
export function isPortName(name: string): boolean {
  return name.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name);
}

/** Whether a text may be the value of a label. */
export function isLabelValue(value: string): boolean {
  return value.length <= 63 && /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/.test(value);
}

/** Whether a text may be the key of a label: a name, after a DNS subdomain and a slash if need be. */
export function isLabelKey(key: string): boolean {
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  return name !== '' && isLabelValue(name) && (slash < 0 || isSubdomainName(key.slice(0, slash)));
}

/** Whether an object can be named so in answers, even if the API server refuses the name: no space, slash or sign. */
export function isUsable(name: string): boolean {
  return name.length <= 253 && /^[A-Za-z0-9._:-]+$/.test(name);
}
