-- Drives Neovim's own LSP client, and prints what it shows as JSON on one line: {diagnostics, hover, definition, fixed}.
-- Globals: SERVER (a command), ROOT and PAGE (paths), HOVERED and DESCRIBED (lines from 1), INSERTED (text).
local function wait(told, what)
  if not vim.wait(60000, told, 20) then
    io.stderr:write("nothing came of " .. what .. "\n")
    vim.cmd("cquit 3")
  end
end

local function ask(client, method, parameters)
  local done = client.request_sync(method, parameters, 60000, 0)
  if done == nil or done.err then
    io.stderr:write(method .. " failed: " .. vim.inspect(done) .. "\n")
    vim.cmd("cquit 4")
  end
  return done.result
end

local function codes()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, { one.code, one.lnum, one.col, one.end_col })
  end
  table.sort(found, function(a, b) return a[2] < b[2] end)
  return found
end

vim.cmd("edit " .. vim.fn.fnameescape(PAGE))
local id
if vim.lsp.start then
  id = vim.lsp.start({ name = "specgen", cmd = SERVER, root_dir = ROOT })
else
  -- Neovim before 0.8.
  id = vim.lsp.start_client({
    name = "specgen",
    cmd = SERVER,
    root_dir = ROOT,
    workspace_folders = { { uri = vim.uri_from_fname(ROOT), name = "tree" } },
  })
  vim.lsp.buf_attach_client(0, id)
end
local client = vim.lsp.get_client_by_id(id)
wait(function() return client.initialized or #vim.diagnostic.get(0) > 0 end, "starting")
wait(function() return #codes() == 2 end, "opening")

local shown = { opened = codes() }
local document = { uri = vim.uri_from_bufnr(0) }
local function at(number, character)
  return { textDocument = document, position = { line = number - 1, character = character } }
end
shown.hover = ask(client, "textDocument/hover", at(HOVERED, 0)).contents.value
-- Typing: the client sends what changed, counted in UTF-16.
local line = vim.fn.getline(HOVERED)
vim.fn.setline(HOVERED, INSERTED .. line)
wait(function()
  local last = codes()[2]
  return last ~= nil and last[3] == shown.opened[2][3] + #INSERTED
end, "typing")
shown.typed = codes()

shown.definition = ask(client, "textDocument/definition", at(DESCRIBED, 1))[1].range.start

local whole = { start = { line = 0, character = 0 }, ["end"] = { line = 999, character = 0 } }
local actions = ask(client, "textDocument/codeAction", {
  textDocument = document,
  range = whole,
  context = { diagnostics = {}, only = { "source.fixAll" } },
})
vim.lsp.util.apply_workspace_edit(actions[1].edit, client.offset_encoding)
shown.fixed = vim.fn.getline(HOVERED)
wait(function() return #codes() == 1 end, "mending")
shown.left = codes()

vim.lsp.stop_client(id)
wait(function() return client.is_stopped() end, "stopping")
io.stdout:write(vim.fn.json_encode(shown) .. "\n")
vim.cmd("quitall!")
