#include "header/model.hpp"

namespace command::header {
namespace {

enum class Mark : unsigned char { fresh, open, done };

class Walk {
public:
    explicit Walk(Model& model) : m_model(model), m_marks(model.types.size(), Mark::fresh) {}

    void visit(std::size_t index) {
        if (m_marks[index] != Mark::fresh)
            return;
        m_marks[index] = Mark::open;
        const Type& type = m_model.types[index];
        if (type.kind == Kind::choice) {
            for (const Branch& branch : type.branches)
                visit(branch.type);
        } else if (type.kind == Kind::map) {
            visit(type.item);
        }
        for (std::size_t number = 0; type.kind == Kind::object && number < type.members.size(); ++number) {
            Member& member = m_model.types[index].members[number];
            // A vector may hold what is not complete yet; its elements come whenever they come.
            if (m_model.types[member.type].kind == Kind::array)
                m_later.push_back(m_model.types[member.type].item);
            else if (contains_open(member.type))
                box(member);
            else
                visit(member.type);
        }
        m_marks[index] = Mark::done;
        if (type.kind == Kind::object)
            m_model.order.push_back(index);
    }

    void rest() {
        while (!m_later.empty()) {
            std::size_t index = m_later.back();
            m_later.pop_back();
            while (m_model.types[index].kind == Kind::array)
                index = m_model.types[index].item;
            visit(index);
        }
    }

private:
    bool contains_open(std::size_t index) const {
        for (std::size_t depth = 0; depth <= m_model.types.size(); ++depth) {
            if (m_marks[index] == Mark::open)
                return true;
            if (m_model.types[index].kind != Kind::map)
                return false;
            index = m_model.types[index].item;
        }
        return true;
    }

    void box(Member& member) {
        if (m_model.types[member.type].kind == Kind::map) {
            m_model.types[member.type] = Type{}; // a map of what contains it stays JSON
            return;
        }
        member.boxed = true;
    }

    Model& m_model;
    std::vector<Mark> m_marks;
    std::vector<std::size_t> m_later;
};

} // namespace

void put_in_order(Model& model) {
    Walk walk(model);
    for (const SectionType& section : model.sections) {
        std::size_t index = section.type;
        while (model.types[index].kind == Kind::array)
            index = model.types[index].item;
        walk.visit(index);
    }
    walk.rest();
}

} // namespace command::header
