/// The elements that are open while a document is read, with what is counted of them.
struct XMLNesting {
    private var open: [XMLElement] = []
    /// The declarations of namespaces of each open element.
    private var declarations: [Int] = []
    private var inForce = 0
    private var nodes = 0
    /// The outermost element, once it is closed.
    private(set) var root: XMLElement?

    /// Opens an element.
    /// - Parameters:
    ///   - element: the element with its attributes.
    ///   - namespaces: how many namespaces it declares.
    /// - Returns: what there is too much of, in words; nil if it is within the limits.
    mutating func begin(_ element: XMLElement, namespaces: Int) -> String? {
        nodes += 1 + element.attributes.count
        inForce += namespaces
        guard open.count < XMLReader.depthLimit else { return "elements are deeper than \(XMLReader.depthLimit)" }
        guard nodes <= XMLReader.nodeLimit else { return "elements are more than \(XMLReader.nodeLimit) nodes" }
        guard inForce <= XMLReader.namespaceLimit else {
            return "more than \(XMLReader.namespaceLimit) declarations of namespaces are inside each other"
        }
        open.append(element)
        declarations.append(namespaces)
        return nil
    }

    /// Adds a text to the innermost element.
    /// - Parameter text: the text.
    mutating func add(_ text: String) {
        guard let last = open.indices.last else { return }
        open[last].text += text
    }

    /// Closes the innermost element.
    mutating func end() {
        guard let element = open.popLast() else { return }
        inForce -= declarations.popLast() ?? 0
        if let parent = open.indices.last {
            open[parent].children.append(element)
        } else {
            root = element
        }
    }
}
