// Preloaded into a measured process: writes its CPU time and largest memory to the file named in FIBULA_USAGE.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, maxMegabytes: maxRSS / 1024 };
  writeFileSync(process.env.FIBULA_USAGE ?? '/dev/null', JSON.stringify(usage));
});
