// Judge `html`: the Nu HTML checker on every page, in one Java process. Warnings count like errors; only its guess at
// the language of a text is off, which is often wrong for short pages.
import { spawnSync } from 'node:child_process';
import { relative } from 'node:path';
import jar from 'vnu-jar';

export const name = 'html';

export function judge(site) {
  const options = ['--format', 'json', '--skip-non-html', '--no-langdetect', '--verbose', '--exit-zero-always'];
  const run = spawnSync('java', ['-Xss4m', '-jar', `${jar}`, ...options, site.folder], {
    encoding: 'utf8',
    maxBuffer: 1 << 29,
    env: { ...process.env, LC_ALL: 'C.UTF-8' }, // else Java cannot open a file whose name is not ASCII
  });
  if (run.error || run.status !== 0) throw run.error ?? new Error(`the checker: ${run.stderr.slice(0, 2000)}`);
  const checked = new Set(run.stdout.split('\n').concat(run.stderr.split('\n')).filter((line) => line.endsWith('.html')));
  const report = run.stderr.split('\n').find((line) => /^\{.*"messages":/.test(line));
  if (!report) throw new Error(`the checker: ${run.stderr.slice(0, 2000)}`);
  const findings = JSON.parse(report)
    .messages.filter((message) => message.type !== 'info' || message.subType === 'warning')
    .filter((message) => !message.message.startsWith('File was not checked'))
    .map((message) => ({
      at: `${relative(site.folder, decodeURIComponent(new URL(message.url).pathname))}:${message.lastLine ?? 0}`,
      what: `${message.subType ?? message.type}: ${message.message} ${(message.extract ?? '').replace(/\s+/g, ' ')}`,
    }));
  if (checked.size !== site.pages.length) {
    findings.push({ at: site.folder, what: `the checker read ${checked.size} of ${site.pages.length} pages` });
  }
  return { checked: checked.size, findings };
}
