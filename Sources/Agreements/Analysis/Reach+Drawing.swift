extension Reach {
    /// The reach for people, one party a line.
    public var text: String {
        var text = "\(tables.levels[level].name.description) of \(name(from)) on \(tables.day)\n"
        for entry in entries where !entry.steps.isEmpty {
            let kind = entry.steps.count == 1 ? "directly" : "with consent of \(name(from))"
            text += "\(name(entry.party)): \(kind)\n"
            for step in entry.steps {
                let channel = step.isElectronic ? "electronic" : "courier only"
                text +=
                    "  \(name(step.from)) to \(name(step.to)) as \(tables.levels[step.level].name.level), \(channel)"
                text += "  [\(step.articles.joined(separator: "; "))]\n"
            }
        }
        for entry in entries where entry.steps.isEmpty {
            let kind =
                switch entry.kind {
                case .notYet: "not yet"
                case .unknown: "not known here"
                default: "never"
                }
            text += "\(name(entry.party)): \(kind) (\(entry.reason))\n"
        }
        return text
    }

    /// The reach as a graph in the language of Graphviz.
    public var dot: String {
        func quoted(_ text: String) -> String {
            "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
        }
        var text = "digraph reach {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n"
        text += "  \(quoted(name(from))) [style=bold];\n"
        for entry in entries where entry.steps.isEmpty { text += "  \(quoted(name(entry.party))) [style=dotted];\n" }
        for step in Set(entries.flatMap(\.steps)).sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
            let label = "\(tables.levels[step.level].name.level)\\n\(tables.set.agreements[step.agreement].name)"
            let style = step.needsConsent ? ", style=dashed" : ""
            let colour = step.isElectronic ? "" : ", color=gray"
            let edge = "\(quoted(name(step.from))) -> \(quoted(name(step.to)))"
            text += "  \(edge) [label=\"\(label.replacing("\"", with: "'"))\"\(style)\(colour)];\n"
        }
        return text + "}\n"
    }

    /// The reach as a picture: the originator, who gets it directly, with consent, and never.
    public var svg: String {
        func escaped(_ text: String) -> String {
            text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
                .replacing("\"", with: "&quot;")
        }
        let columns = [
            entries.filter { $0.steps.count == 1 }, entries.filter { $0.steps.count > 1 },
            entries.filter(\.steps.isEmpty),
        ]
        let titles = ["directly", "with consent of \(name(from))", "never, not yet or not known"]
        let height = 90 + 34 * (columns.map(\.count).max() ?? 0)
        var places: [Int: (x: Int, y: Int)] = [from: (20, 60)]
        for (column, list) in columns.enumerated() {
            for (row, entry) in list.enumerated() { places[entry.party] = (280 + column * 260, 60 + row * 34) }
        }
        var text = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1040\" height=\"\(height)\" "
        text += "viewBox=\"0 0 1040 \(height)\" font-family=\"sans-serif\" font-size=\"12\">\n"
        text +=
            "<title>\(escaped("\(tables.levels[level].name.description) of \(name(from)) on \(tables.day)"))</title>\n"
        for (column, title) in titles.enumerated() {
            text += "<text x=\"\(280 + column * 260)\" y=\"40\" font-weight=\"bold\">\(escaped(title))</text>\n"
        }
        for step in Set(entries.flatMap(\.steps)).sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
            guard let start = places[step.from], let end = places[step.to] else { continue }
            let dash = step.needsConsent ? " stroke-dasharray=\"4 3\"" : ""
            text += "<path d=\"M\(start.x + 190) \(start.y + 11) L\(end.x) \(end.y + 11)\" fill=\"none\" "
            text += "stroke=\"\(step.isElectronic ? "#256" : "#999")\"\(dash)>"
            text += "<title>\(escaped(step.articles.joined(separator: "; ")))</title></path>\n"
        }
        for (party, place) in places.sorted(by: { $0.key < $1.key }) {
            let step = entries.first { $0.party == party }?.steps.last
            let level = step.map { ": " + tables.levels[$0.level].name.level } ?? ""
            let label = escaped(String((name(party) + level).prefix(30)))
            text +=
                "<rect x=\"\(place.x)\" y=\"\(place.y)\" width=\"190\" height=\"24\" fill=\"#fff\" stroke=\"#256\"/>"
            text += "<text x=\"\(place.x + 6)\" y=\"\(place.y + 16)\">\(label)</text>\n"
        }
        return text + "</svg>\n"
    }
}
