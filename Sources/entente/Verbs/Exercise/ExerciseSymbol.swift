import Configuration
import JSON
import Symbols

/// `entente exercise symbol`: codes of APP-6 and MIL-STD-2525, and their pictures.
enum ExerciseSymbol {
    static let verb = Verb(
        name: "exercise symbol",
        summary: "say what codes of symbols mean, and draw them",
        synopsis: "CODE… [--designation TEXT] [--higher TEXT] [--information TEXT] [--svg OUT]",
        description: """
            Codes are those of APP-6 and MIL-STD-2525, of 15 characters, or of 20 or 30 digits. Prints a line for each:
            what it means, and its picture as SVG, unless that goes to a file. What is played has its letter and its word
            in the picture; what has no icon here is a frame with its name in words. `digits` and `letters` are the code in
            20 digits and in 15 characters, null where they cannot say all of it; `target` is the type of
            Cursor-on-Target. A case of --batch has `code`, and may have `designation`, `higher`, `information`; each
            has one line as an answer, in order.

            Exit status: 0 done; 2 if something is no code.
            """,
        options: [
            .value("designation", "TEXT", "what this one is called (field T)"),
            .value("higher", "TEXT", "what it belongs to (field M)"),
            .value("information", "TEXT", "what else is to be said (field H)"),
            .value("svg", "OUT", "the file that the picture goes to"),
            .flag("batch", "cases on standard input"),
        ],
        examples: [
            "entente exercise symbol 10133000001202040000",
            "entente exercise symbol SFSPCLFF------- --svg frigate.svg",
        ],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        if arguments.has("batch") {
            return try ExerciseBatch.answer { value in
                var amplifiers = SymbolAmplifiers()
                amplifiers.designation = value["designation"]?.string
                amplifiers.higherFormation = value["higher"]?.string
                amplifiers.information = value["information"]?.string
                do throws(SymbolFault) {
                    let symbol = try Symbol(value["code"]?.string ?? "")
                    return (members(of: symbol, svg: symbol.svg(amplifiers)), .yes)
                } catch {
                    return (
                        .members([
                            "code": .string("no-symbol"), "place": error.place.map { .integer($0) },
                            "error": .string("\(error)"),
                        ]), .failed
                    )
                }
            }
        }
        let codes = arguments.operands
        guard !codes.isEmpty else { throw CommandFailure("a code is needed") }
        let out = arguments.value("svg")
        guard out == nil || codes.count == 1 else { throw CommandFailure("`--svg` takes one code") }
        var amplifiers = SymbolAmplifiers()
        amplifiers.designation = arguments.value("designation")
        amplifiers.higherFormation = arguments.value("higher")
        amplifiers.information = arguments.value("information")
        for code in codes {
            let symbol: Symbol
            do throws(SymbolFault) { symbol = try Symbol(code) } catch {
                throw CommandFailure("`\(code)` is no symbol: \(error)")
            }
            let svg = symbol.svg(amplifiers)
            if let out { try write(svg, to: out) }
            ExerciseBatch.line(members(of: symbol, svg: out == nil ? svg : nil))
        }
        return .yes
    }

    private static func write(_ svg: String, to path: String) throws(CommandFailure) {
        do throws(Files.Failure) { try Files.write(Array(svg.utf8), to: path, mode: 0o644) } catch {
            throw CommandFailure("\(error)")
        }
    }

    private static func members(of symbol: Symbol, svg: String?) -> JSONTree {
        func text(_ text: String?) -> JSONTree { text.map { .string($0) } ?? .null }
        let findings = symbol.findings.map { finding -> JSONTree in
            .members(["code": .string(finding.code.rawValue), "about": .string(finding.about)])
        }
        return .members([
            "code": .string(symbol.code), "identity": .string(symbol.identityName),
            "context": .string(symbol.context.rawValue), "entity": .string(symbol.entity),
            "frame": text(symbol.frame?.rawValue), "title": .string(symbol.title), "digits": text(symbol.digits),
            "letters": text(symbol.letters), "target": text(symbol.target), "findings": .array(findings),
            "svg": svg.map { .string($0) },
        ])
    }
}
