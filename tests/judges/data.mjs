// Judge `data`: the open data. The catalogue is read as linked data, rows are held against their schemas, and the two forms of
// a table must tell of the same things.
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import jsonld from 'jsonld';
import { fileOf } from './site.mjs';

export const name = 'data';

const DCAT = 'http://www.w3.org/ns/dcat#';
const TERMS = 'http://purl.org/dc/terms/';
const CATALOGUE = 'data/catalogue.jsonld';

export async function judge(site) {
  const findings = [];
  if (!site.files.has(CATALOGUE)) return { checked: 0, findings: [{ at: CATALOGUE, what: 'is missing' }] };
  const say = (what) => findings.push({ at: CATALOGUE, what });
  const nodes = await read(site.text(CATALOGUE), say);
  const listed = new Set();
  let rows = 0;
  for (const dataset of nodes.filter((node) => is(node, 'Dataset'))) {
    for (const term of ['title', 'description', 'publisher']) {
      if (!dataset[TERMS + term]) say(`${dataset['@id']} has no ${term}`);
    }
    const forms = {};
    for (const each of dataset[`${DCAT}distribution`] ?? []) {
      const distribution = nodes.find((node) => node['@id'] === each['@id']) ?? each;
      const url = distribution[`${DCAT}downloadURL`]?.[0]?.['@id'];
      const path = url && fileOf(site, url);
      if (!path) {
        say(`${dataset['@id']}: ${url} is no file`);
        continue;
      }
      listed.add(path);
      const schema = distribution[`${TERMS}conformsTo`]?.[0]?.['@id'];
      if (schema) listed.add(fileOf(site, schema));
      const problem = (what) => findings.push({ at: path, what });
      if (path.endsWith('.csv')) forms.csv = sheet(site, path, problem);
      else forms.lines = lines(site, path, schema && fileOf(site, schema), problem);
    }
    if (!forms.csv || !forms.lines) say(`${dataset['@id']} is not there in both forms`);
    // A person has a row for each term of office.
    else if (String([...new Set(forms.csv)]) !== String([...new Set(forms.lines)])) say(`${dataset['@id']}: its forms differ`);
    rows += forms.lines?.length ?? 0;
  }
  if (!nodes.some((node) => is(node, 'Catalog'))) say('is no dcat:Catalog');
  for (const path of site.paths.filter((path) => path.startsWith('data/') && /\.(csv|jsonl|schema\.json)$/.test(path))) {
    if (!listed.has(path)) findings.push({ at: path, what: 'is not in the catalogue' });
  }
  return { checked: rows, findings };
}

/** The nodes of the catalogue, flat. */
async function read(text, say) {
  try {
    return await jsonld.flatten(JSON.parse(text));
  } catch (error) {
    say(`is no JSON-LD: ${error.message}`);
    return [];
  }
}

const is = (node, type) => node['@type']?.includes(DCAT + type);

/** Addresses of the rows of a sheet. */
function sheet(site, path, say) {
  const text = site.text(path);
  if (!text.startsWith('\ufeff')) say('has no byte order mark');
  try {
    return parse(text, { bom: true, columns: true, record_delimiter: '\r\n' }).map((row) => row.url);
  } catch (error) {
    say(`is no CSV: ${error.message}`);
    return [];
  }
}

/** Addresses of the rows of JSON Lines. */
function lines(site, path, schema, say) {
  if (!schema) {
    say('has no schema');
    return [];
  }
  const ajv = new Ajv({ strict: true, allErrors: true });
  addFormats(ajv);
  const fits = ajv.compile(JSON.parse(site.text(schema)));
  return site
    .text(path)
    .trimEnd()
    .split('\n')
    .map((line, at) => {
      const row = JSON.parse(line);
      if (!fits(row)) say(`line ${at + 1}: ${ajv.errorsText(fits.errors)}`);
      if (!fileOf(site, row.url)) say(`line ${at + 1}: ${row.url} is no page`);
      return row.url;
    });
}
