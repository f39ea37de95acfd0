import JSON
let document = try JSONDocument(parsing: [UInt8](CommandLine.arguments[1].utf8))
print(String(decoding: document.root.canonicalBytes(), as: UTF8.self))
