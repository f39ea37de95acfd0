internal import Calls
internal import Desk
internal import JSON

/// How a person has a list of holdings: its order and its columns, as they are kept with a search.
struct ListForm {
    /// What can stand beside the name.
    enum Column: String, CaseIterable {
        case type
        case marking
        case source
        case kept
        case version
        case labels
    }

    static let order = Shape.choices(HoldingOrder.allCases.map(\.rawValue))
    static let columns = Shape.list(.choices(Column.allCases.map(\.rawValue)), from: nil, to: Column.allCases.count)

    /// What was chosen, by the names under which it is kept.
    let values: [String: String]

    /// What was kept.
    init(_ values: [String: String]) { self.values = values.filter { ["order", "columns"].contains($0.key) } }

    /// What is sent to be kept.
    init(_ call: APICall) throws(APIFault) {
        var values: [String: String] = [:]
        if let order = try call.optional("order"), !order.isEmpty {
            guard HoldingOrder(rawValue: order) != nil else { throw .invalid("`order` is none that a list can have") }
            values["order"] = order
        }
        if try call.content()["columns"] != nil {
            let names = try call.texts("columns")
            guard names.allSatisfy({ Column(rawValue: $0) != nil }), Set(names).count == names.count else {
                throw .invalid("`columns` has something that is no column")
            }
            values["columns"] = names.joined(separator: ",")
        }
        self.values = values
    }

    var orderText: JSONTree? { values["order"].map { .string($0) } }
    var columnTexts: JSONTree? {
        values["columns"].map { .strings($0.split(separator: ",").map(String.init)) }
    }
}
