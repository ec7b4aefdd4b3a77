window.YTD.grok_chat_item.part0 = [
  {
    "grokChatItem" : {
      "accountId" : "900100",
      "chatId" : "51",
      "createdAt" : "2025-02-03T19:44:10.000Z",
      "sender" : { "name" : "User" },
      "message" : "Write a report comment for Yusuf, who never brings a pen",
      "grokMode" : "Normal"
    }
  },
  {
    "grokChatItem" : {
      "accountId" : "900100",
      "chatId" : "51",
      "createdAt" : "2025-02-03T19:44:14.000Z",
      "sender" : { "name" : "Agent" },
      "message" : "Yusuf would make more progress with the right equipment.",
      "grokMode" : "Normal"
    }
  }
]
