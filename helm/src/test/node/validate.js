// Reads an AsyncAPI document with AsyncAPI's own parser; ends with an error if that has anything to say.
const { Parser, fromFile } = require('@asyncapi/parser');
const { AvroSchemaParser } = require('@asyncapi/avro-schema-parser');

(async () => {
  const parser = new Parser();
  parser.registerSchemaParser(AvroSchemaParser());
  const { document, diagnostics } = await fromFile(parser, process.argv[2]).parse();
  diagnostics.forEach((one) => console.log(one.severity, one.code, one.path.join('.'), one.message));
  process.exit(document && diagnostics.length === 0 ? 0 : 1);
})();
